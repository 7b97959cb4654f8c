-- +goose Up
ALTER TABLE users DROP COLUMN age;

-- The way many learn it: CREATE TABLE ... AS SELECT, and a new column beside it.
-- +goose Down
CREATE TABLE users_new (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL,
  name TEXT,
  initials TEXT,
  age INTEGER
);
INSERT INTO users_new (id, email, name, initials) SELECT id, email, name, initials FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
