-- +goose Up
CREATE TABLE things (id int PRIMARY KEY, at timestamp NOT NULL);
INSERT INTO things VALUES (1, '2024-01-01 12:00:00'), (2, '2024-07-01 12:00:00');

-- +goose Down
DROP TABLE things;
