-- +goose Up
CREATE TABLE things (id int PRIMARY KEY, active boolean NOT NULL);
INSERT INTO things VALUES (1, true), (2, false);

-- +goose Down
DROP TABLE things;
