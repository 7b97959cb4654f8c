-- The down makes the table, but not its rows.

-- +goose Up
DROP TABLE users;

-- +goose Down
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL,
  phone TEXT
);
