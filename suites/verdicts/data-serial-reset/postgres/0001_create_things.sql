-- +goose Up
CREATE TABLE things (id serial PRIMARY KEY, name text);
INSERT INTO things (name) VALUES ('a'), ('b'), ('c');

-- +goose Down
DROP TABLE things;
