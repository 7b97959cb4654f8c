-- The twelve steps of https://www.sqlite.org/lang_altertable.html, both ways; AUTOINCREMENT goes on where it was.

-- +goose NO TRANSACTION
-- +goose Up
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW adults;
CREATE TABLE users_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,
  age INTEGER NOT NULL DEFAULT 0 CHECK (age >= 0)
);
INSERT INTO users_new (id, email, age) SELECT id, email, coalesce(age, 0) FROM users;
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'users') WHERE name = 'users_new';
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE INDEX idx_users_age ON users (age) WHERE age IS NOT NULL;
CREATE VIEW adults AS SELECT id, email FROM users WHERE age >= 18;
-- +goose StatementBegin
CREATE TRIGGER users_lower AFTER INSERT ON users
BEGIN
  UPDATE users SET email = lower(email) WHERE id = NEW.id;
END;
-- +goose StatementEnd
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;

-- +goose Down
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW adults;
CREATE TABLE "users_new" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT, "email" TEXT NOT NULL COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,
  "age" INTEGER CHECK ("age">=0) -- as it was
);
INSERT INTO users_new (id, email, age) SELECT id, email, age FROM users;
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'users') WHERE name = 'users_new';
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE INDEX "idx_users_age" ON "users" ("age") WHERE "age" IS NOT NULL;
CREATE VIEW adults AS SELECT id,email FROM users WHERE age>=18;
-- +goose StatementBegin
CREATE TRIGGER users_lower AFTER INSERT ON users BEGIN
UPDATE users SET email=lower(email) WHERE id=NEW.id; END;
-- +goose StatementEnd
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
