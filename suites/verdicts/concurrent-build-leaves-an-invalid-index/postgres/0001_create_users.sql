-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text);
INSERT INTO users (id, email) VALUES (1, 'a@example.org'), (2, 'a@example.org');

-- +goose Down
DROP TABLE users;
