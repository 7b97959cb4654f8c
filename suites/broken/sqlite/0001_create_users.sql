-- AUTOINCREMENT, here and below: an id that was handed out once never comes back, as with an identity column
-- of PostgreSQL. STRICT: a column holds what its type says.

-- +goose Up
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  display_name TEXT NOT NULL DEFAULT '',
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;

-- Mail addresses are kept as they were typed, and are the same in any case.
CREATE UNIQUE INDEX uq_users_email ON users (lower(email));

-- +goose Down
DROP TABLE users;
