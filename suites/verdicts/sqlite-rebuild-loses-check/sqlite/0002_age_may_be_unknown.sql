-- +goose Up
CREATE TABLE users_new (
  id INTEGER PRIMARY KEY,
  age INTEGER CHECK (age BETWEEN 0 AND 150),
  email TEXT,
  CONSTRAINT users_email CHECK (email LIKE '%@%')
);
INSERT INTO users_new SELECT id, age, email FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;

-- +goose Down
CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER NOT NULL, email TEXT);
INSERT INTO users_new SELECT id, coalesce(age, 0), email FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
