-- The rows are mighar's own. Within a transaction the pragma does nothing: DROP TABLE takes the children along.

-- +goose Up
PRAGMA foreign_keys = OFF;
CREATE TABLE parents_new (id INTEGER PRIMARY KEY, name TEXT DEFAULT '');
INSERT INTO parents_new (id, name) SELECT id, name FROM parents;
DROP TABLE parents;
ALTER TABLE parents_new RENAME TO parents;
PRAGMA foreign_keys = ON;

-- +goose Down
PRAGMA foreign_keys = OFF;
CREATE TABLE parents_new (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO parents_new (id, name) SELECT id, name FROM parents;
DROP TABLE parents;
ALTER TABLE parents_new RENAME TO parents;
PRAGMA foreign_keys = ON;
