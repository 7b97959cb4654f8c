-- A CHECK comes and goes with the table only. clicks and url_tags refer to urls, so foreign keys are off
-- while it is rebuilt (see 0007).

-- +goose NO TRANSACTION
-- +goose Up
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

CREATE TABLE urls_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL CONSTRAINT urls_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
  code TEXT NOT NULL CONSTRAINT urls_code_key UNIQUE,
  target TEXT NOT NULL CONSTRAINT urls_target_length CHECK (length(target) <= 2048),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TEXT
) STRICT;

INSERT INTO sqlite_sequence (name, seq) SELECT 'urls_new', seq FROM sqlite_sequence WHERE name = 'urls';
INSERT INTO urls_new (id, user_id, code, target, created_at, expires_at)
SELECT id, user_id, code, target, created_at, expires_at FROM urls;

DROP TABLE urls;
ALTER TABLE urls_new RENAME TO urls;
CREATE INDEX idx_urls_user_id ON urls (user_id);
CREATE INDEX idx_urls_expires_at ON urls (expires_at) WHERE expires_at IS NOT NULL;

COMMIT;
PRAGMA foreign_keys = ON;

-- +goose Down
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

CREATE TABLE urls_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL CONSTRAINT urls_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
  code TEXT NOT NULL CONSTRAINT urls_code_key UNIQUE,
  target TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TEXT
) STRICT;

INSERT INTO sqlite_sequence (name, seq) SELECT 'urls_new', seq FROM sqlite_sequence WHERE name = 'urls';
INSERT INTO urls_new (id, user_id, code, target, created_at, expires_at)
SELECT id, user_id, code, target, created_at, expires_at FROM urls;

DROP TABLE urls;
ALTER TABLE urls_new RENAME TO urls;
CREATE INDEX idx_urls_user_id ON urls (user_id);
CREATE INDEX idx_urls_expires_at ON urls (expires_at) WHERE expires_at IS NOT NULL;

COMMIT;
PRAGMA foreign_keys = ON;
