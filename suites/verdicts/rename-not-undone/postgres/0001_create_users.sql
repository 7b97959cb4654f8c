-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL CHECK (full_name <> ''));
CREATE INDEX idx_users_full_name ON users (full_name);
CREATE VIEW names AS SELECT id, full_name FROM users;
CREATE TABLE posts (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users, body text);

-- +goose Down
DROP TABLE posts;
DROP VIEW names;
DROP TABLE users;
