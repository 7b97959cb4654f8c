-- Every statement succeeds, and then the transaction does not.

-- +goose Up
INSERT INTO posts (id, user_id) VALUES (1, 1);
CREATE TABLE tags (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE tags;
DELETE FROM posts WHERE id = 1;
