-- +goose Up
CREATE TABLE things (id int PRIMARY KEY, weight real);
INSERT INTO things VALUES (1, 1.2345678), (2, 0.5), (3, 16777217);

-- +goose Down
DROP TABLE things;
