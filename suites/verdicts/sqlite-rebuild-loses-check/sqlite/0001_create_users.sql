-- +goose Up
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  age INTEGER NOT NULL CHECK (age BETWEEN 0 AND 150),
  email TEXT,
  CONSTRAINT users_email CHECK (email LIKE '%@%')
);

-- +goose Down
DROP TABLE users;
