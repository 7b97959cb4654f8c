-- A new type and a new CHECK ask for a new table: https://www.sqlite.org/lang_altertable.html, section 7.
--
-- urls and user_roles refer to users with ON DELETE CASCADE: with foreign keys on, DROP TABLE users would
-- empty them without an error. Within a transaction that pragma does nothing, hence NO TRANSACTION and a
-- transaction of the migration's own.

-- +goose NO TRANSACTION
-- +goose Up
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

CREATE TABLE users_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  display_name TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'active'
    CONSTRAINT users_status_check CHECK (status IN ('active', 'inactive')),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;

-- The highest id may belong to a row that was deleted, so it is carried over by itself.
INSERT INTO sqlite_sequence (name, seq) SELECT 'users_new', seq FROM sqlite_sequence WHERE name = 'users';
INSERT INTO users_new (id, email, display_name, status, created_at)
SELECT id, email, display_name, iif(is_active, 'active', 'inactive'), created_at FROM users;

DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE UNIQUE INDEX uq_users_email ON users (lower(email));

COMMIT;
PRAGMA foreign_keys = ON;

-- +goose Down
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

CREATE TABLE users_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  display_name TEXT NOT NULL DEFAULT '',
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;

INSERT INTO sqlite_sequence (name, seq) SELECT 'users_new', seq FROM sqlite_sequence WHERE name = 'users';
INSERT INTO users_new (id, email, display_name, is_active, created_at)
SELECT id, email, display_name, status = 'active', created_at FROM users;

DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE UNIQUE INDEX uq_users_email ON users (lower(email));

COMMIT;
PRAGMA foreign_keys = ON;
