-- +goose Up
CREATE TABLE things (id int PRIMARY KEY, doc json);
INSERT INTO things VALUES (1, '{"b":1,  "a":2}'), (2, '[1, 2]');

-- +goose Down
DROP TABLE things;
