-- +goose Up
CREATE TABEL tags (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE tags;
