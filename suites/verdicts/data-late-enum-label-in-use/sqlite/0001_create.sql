-- +goose Up
CREATE TABLE tasks (id INTEGER PRIMARY KEY, status TEXT NOT NULL CHECK (status IN ('new', 'done')));

-- +goose Down
DROP TABLE tasks;
