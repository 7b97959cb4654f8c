-- The rebuild forgets the row of sqlite_sequence: keys of deleted rows come again.

-- +goose Up
CREATE TABLE parents_new (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT CHECK (length(name) < 9));
INSERT INTO parents_new (id, name) SELECT id, name FROM parents;
DROP TABLE parents;
ALTER TABLE parents_new RENAME TO parents;

-- +goose Down
CREATE TABLE parents_new (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
INSERT INTO parents_new (id, name) SELECT id, name FROM parents;
DROP TABLE parents;
ALTER TABLE parents_new RENAME TO parents;
