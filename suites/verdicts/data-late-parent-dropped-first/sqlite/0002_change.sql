-- SQLite deletes the rows of a table that it drops: those that refer to them are in the way.

-- +goose Up
CREATE TABLE parents (id INTEGER PRIMARY KEY);
CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parents (id));

-- +goose Down
DROP TABLE parents;
DROP TABLE children;
