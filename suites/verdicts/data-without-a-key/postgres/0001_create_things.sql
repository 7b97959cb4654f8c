-- +goose Up
CREATE TABLE things (name text, size int);
INSERT INTO things VALUES ('a', 1), ('B', 2), ('a', 1);

-- +goose Down
DROP TABLE things;
