-- +goose Up
CREATE TABLE teams (id integer PRIMARY KEY);
ALTER TABLE posts ADD COLUMN team_id integer REFERENCES teams (id);

-- CASCADE takes the foreign key, not the column.
-- +goose Down
DROP TABLE teams CASCADE;
