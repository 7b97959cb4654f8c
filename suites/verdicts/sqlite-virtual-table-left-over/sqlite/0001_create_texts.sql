-- Its shadow tables are its own affair and are not named.

-- +goose Up
CREATE TABLE files (id INTEGER PRIMARY KEY);
CREATE VIRTUAL TABLE texts USING fts5(body);

-- +goose Down
DROP TABLE files;
