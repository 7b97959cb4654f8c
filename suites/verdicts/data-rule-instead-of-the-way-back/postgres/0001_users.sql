-- +goose Up
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL DEFAULT 'nobody@example.org');
CREATE RULE immutable AS ON UPDATE TO users DO INSTEAD NOTHING;

-- +goose Down
DROP TABLE users;
