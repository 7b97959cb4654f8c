-- +goose Up
CREATE TABLE parents (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
INSERT INTO parents (name) VALUES ('a'), ('b'), ('c');
DELETE FROM parents WHERE id = 3;

-- +goose Down
DROP TABLE parents;
