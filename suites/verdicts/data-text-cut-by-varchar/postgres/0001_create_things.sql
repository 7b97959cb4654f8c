-- +goose Up
CREATE TABLE things (id int PRIMARY KEY, label text);
INSERT INTO things VALUES (1, 'a rather long label'), (2, 'short');

-- +goose Down
DROP TABLE things;
