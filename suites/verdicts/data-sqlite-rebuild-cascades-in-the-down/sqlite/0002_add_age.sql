-- The up only adds a column; the down rebuilds, in a transaction.

-- +goose Up
ALTER TABLE parents ADD COLUMN age INTEGER;

-- +goose Down
PRAGMA foreign_keys = OFF;
CREATE TABLE parents_new (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO parents_new (id, name) SELECT id, name FROM parents;
DROP TABLE parents;
ALTER TABLE parents_new RENAME TO parents;
PRAGMA foreign_keys = ON;
