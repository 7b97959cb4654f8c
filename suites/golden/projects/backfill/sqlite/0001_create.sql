-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
INSERT INTO users VALUES (1, 'Ada@example.org'), (2, 'bob@example.org');

-- +goose Down
DROP TABLE users;
