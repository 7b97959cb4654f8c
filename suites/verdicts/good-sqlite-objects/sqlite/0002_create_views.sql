-- +goose Up
CREATE VIEW folders (path) AS SELECT path FROM files WHERE kind = 'folder';
-- +goose StatementBegin
CREATE TRIGGER folders_insert INSTEAD OF INSERT ON folders
BEGIN
  INSERT INTO files (path, size) VALUES (NEW.path || '/', 0);
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER folders_insert;
DROP VIEW folders;
