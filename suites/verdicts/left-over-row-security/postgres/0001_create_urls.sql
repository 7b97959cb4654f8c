-- +goose Up
CREATE TABLE urls (id integer PRIMARY KEY, owner text, is_private boolean);

-- +goose Down
DROP TABLE urls;
