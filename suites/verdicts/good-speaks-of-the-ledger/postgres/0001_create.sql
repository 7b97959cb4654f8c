-- +goose Up
CREATE TABLE notes (id integer PRIMARY KEY, written text);

-- +goose Down
DROP TABLE notes;
