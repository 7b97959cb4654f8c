-- +goose Up
CREATE TYPE level AS ENUM ('low', 'high');
CREATE TABLE tasks (id integer PRIMARY KEY, level level NOT NULL DEFAULT 'low');

-- +goose Down
DROP TABLE tasks;
DROP TYPE level;
