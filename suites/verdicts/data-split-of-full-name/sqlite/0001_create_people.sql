-- +goose Up
CREATE TABLE people (id INTEGER PRIMARY KEY, full_name TEXT);
INSERT INTO people VALUES (1, 'Ada King Lovelace'), (2, 'Bob Ross');

-- +goose Down
DROP TABLE people;
