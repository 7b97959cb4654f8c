-- +goose Up
CREATE TABLE packages (id integer PRIMARY KEY, kind text NOT NULL);

-- +goose Down
DROP TABLE packages;
