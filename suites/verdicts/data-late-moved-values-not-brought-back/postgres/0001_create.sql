-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, phone TEXT);
INSERT INTO users VALUES (1, 'ada', '555-1'), (2, 'bob', NULL), (3, 'eve', '555-3');

-- +goose Down
DROP TABLE users;
