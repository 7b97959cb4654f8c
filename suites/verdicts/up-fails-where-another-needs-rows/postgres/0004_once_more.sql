-- +goose Up
CREATE TABLE notes (number integer PRIMARY KEY);

-- +goose Down
DROP TABLE notes;
