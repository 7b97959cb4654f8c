-- +goose Up
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL);
INSERT INTO users VALUES (1, 'a;b');

-- +goose Down
DROP TABLE users;
