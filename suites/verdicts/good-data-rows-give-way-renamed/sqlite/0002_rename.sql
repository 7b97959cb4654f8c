-- Rows that are mighar's own are that under another name, too.

-- +goose Up
ALTER TABLE packages RENAME TO crates;
ALTER TABLE crates RENAME COLUMN id TO number;

-- +goose Down
ALTER TABLE crates RENAME COLUMN number TO id;
ALTER TABLE crates RENAME TO packages;
