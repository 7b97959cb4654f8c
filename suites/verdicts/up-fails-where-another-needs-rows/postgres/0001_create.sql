-- +goose Up
CREATE TABLE settings (id integer PRIMARY KEY, name text);

-- +goose Down
DROP TABLE settings;
