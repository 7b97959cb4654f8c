-- +goose Up
CREATE TABLE codes (id INTEGER PRIMARY KEY, code TEXT);
INSERT INTO codes VALUES (1, '007'), (2, 'x');

-- +goose Down
DROP TABLE codes;
