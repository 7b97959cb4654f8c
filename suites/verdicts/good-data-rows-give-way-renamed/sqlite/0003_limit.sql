-- +goose Up
CREATE TABLE limited (number integer PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('library', 'program')));
INSERT INTO limited SELECT number, kind FROM crates;
DROP TABLE crates;
ALTER TABLE limited RENAME TO crates;

-- +goose Down
CREATE TABLE free (number integer PRIMARY KEY, kind text NOT NULL);
INSERT INTO free SELECT number, kind FROM crates;
DROP TABLE crates;
ALTER TABLE free RENAME TO crates;
