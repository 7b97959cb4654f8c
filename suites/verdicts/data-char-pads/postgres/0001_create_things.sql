-- +goose Up
CREATE TABLE things (id int PRIMARY KEY, code varchar(5));
INSERT INTO things VALUES (1, 'ab '), (2, 'cde');

-- +goose Down
DROP TABLE things;
