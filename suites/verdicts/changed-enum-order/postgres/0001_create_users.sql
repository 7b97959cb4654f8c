-- +goose Up
CREATE TYPE level AS ENUM ('low', 'middle', 'high');
CREATE TABLE tasks (id integer PRIMARY KEY, level level);

-- +goose Down
DROP TABLE tasks;
DROP TYPE level;
