-- +goose Up
CREATE TABLE files (
  path TEXT PRIMARY KEY NOT NULL,
  size INTEGER NOT NULL CHECK (size >= 0),
  kind TEXT GENERATED ALWAYS AS (CASE WHEN path LIKE '%/' THEN 'folder' ELSE 'file' END) VIRTUAL,
  UNIQUE (size, path) ON CONFLICT ABORT
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_files_lower ON files (lower(path) COLLATE NOCASE DESC) WHERE size > 0;

-- +goose Down
DROP TABLE files;
