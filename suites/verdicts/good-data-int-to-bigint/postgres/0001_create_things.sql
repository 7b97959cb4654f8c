-- +goose Up
CREATE TABLE things (id int PRIMARY KEY, n int);
INSERT INTO things VALUES (1, 7), (2, NULL), (3, -1);

-- +goose Down
DROP TABLE things;
