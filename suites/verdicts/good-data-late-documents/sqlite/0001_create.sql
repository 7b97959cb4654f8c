-- +goose Up
CREATE TABLE devices (id INTEGER PRIMARY KEY, name TEXT, delay INTEGER NOT NULL);

-- +goose Down
DROP TABLE devices;
