-- The loss of the table is declared.

-- mighar: loses users they are in another database now
-- +goose Up
DROP TABLE users;

-- +goose Down
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL,
  phone TEXT
);
