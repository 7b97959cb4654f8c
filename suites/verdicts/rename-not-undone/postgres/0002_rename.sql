-- The down puts nothing back under its old name: a column and a table with all that mentions them.
-- +goose Up
ALTER TABLE users RENAME COLUMN full_name TO display_name;
ALTER TABLE posts RENAME TO articles;
CREATE TABLE tags (name text);

-- +goose Down
DROP TABLE tags;
