-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY);
INSERT INTO users (id) VALUES (1);

-- +goose Down
DROP TABLE posts;
