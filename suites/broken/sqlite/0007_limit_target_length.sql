-- +goose NO TRANSACTION
-- +goose Up
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- The rename below looks at all triggers, and this one would name a table that is not there.
DROP TRIGGER clicks_count_insert;

CREATE TABLE urls_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL CONSTRAINT urls_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
  code TEXT NOT NULL CONSTRAINT urls_code_key UNIQUE,
  target TEXT NOT NULL CONSTRAINT urls_target_length CHECK (length(target) <= 2048),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TEXT,
  click_count INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO urls_new (id, user_id, code, target, created_at, expires_at, click_count)
SELECT id, user_id, code, target, created_at, expires_at, click_count FROM urls;

DROP TABLE urls;
ALTER TABLE urls_new RENAME TO urls;
CREATE INDEX idx_urls_user_id ON urls (user_id);
CREATE INDEX idx_urls_expires_at ON urls (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX idx_urls_created_at ON urls (created_at);

-- +goose StatementBegin
CREATE TRIGGER clicks_count_insert AFTER INSERT ON clicks FOR EACH ROW
BEGIN
  UPDATE urls SET click_count = click_count + 1 WHERE id = NEW.url_id;
END;
-- +goose StatementEnd

COMMIT;
PRAGMA foreign_keys = ON;

-- Back again, the table has no UNIQUE and no foreign key, two of its indexes are gone, and so is the trigger.
-- +goose Down
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

DROP TRIGGER clicks_count_insert;

CREATE TABLE urls_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  target TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TEXT,
  click_count INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO urls_new (id, user_id, code, target, created_at, expires_at, click_count)
SELECT id, user_id, code, target, created_at, expires_at, click_count FROM urls;

DROP TABLE urls;
ALTER TABLE urls_new RENAME TO urls;
CREATE INDEX idx_urls_user_id ON urls (user_id);

COMMIT;
PRAGMA foreign_keys = ON;
