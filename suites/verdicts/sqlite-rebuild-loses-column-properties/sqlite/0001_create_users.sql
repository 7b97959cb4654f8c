-- +goose Up
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL DEFAULT 'nobody',
  initials TEXT GENERATED ALWAYS AS (substr(name, 1, 1)) STORED,
  age INTEGER
);

-- +goose Down
DROP TABLE users;
