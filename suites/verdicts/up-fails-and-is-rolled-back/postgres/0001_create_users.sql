-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY);
INSERT INTO users (id) VALUES (1);

-- +goose Down
DROP TABLE users;
