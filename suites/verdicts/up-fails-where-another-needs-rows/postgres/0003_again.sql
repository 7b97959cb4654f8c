-- +goose Up
CREATE TABLE notes (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE notes;
