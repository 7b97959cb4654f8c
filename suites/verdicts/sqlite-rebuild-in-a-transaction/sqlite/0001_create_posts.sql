-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id));
INSERT INTO users (id, name) VALUES (1, 'Ada');
INSERT INTO posts (id, user_id) VALUES (1, 1);

-- +goose Down
DROP TABLE posts;
DROP TABLE users;
