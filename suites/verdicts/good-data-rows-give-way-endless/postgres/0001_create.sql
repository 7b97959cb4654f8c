-- +goose Up
CREATE TABLE workers (id integer PRIMARY KEY, runs integer NOT NULL);

-- +goose Down
DROP TABLE workers;
