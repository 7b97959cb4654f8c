-- The down works until a row has the new label.

-- +goose Up
CREATE TABLE tasks_new (id INTEGER PRIMARY KEY, status TEXT NOT NULL CHECK (status IN ('archived', 'new', 'done')));
INSERT INTO tasks_new (id, status) SELECT id, status FROM tasks;
DROP TABLE tasks;
ALTER TABLE tasks_new RENAME TO tasks;

-- +goose Down
CREATE TABLE tasks_new (id INTEGER PRIMARY KEY, status TEXT NOT NULL CHECK (status IN ('new', 'done')));
INSERT INTO tasks_new (id, status) SELECT id, status FROM tasks;
DROP TABLE tasks;
ALTER TABLE tasks_new RENAME TO tasks;
