-- +goose Up
CREATE TABLE limited (crate integer PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('user', 'team')));
INSERT INTO limited SELECT crate, kind FROM owners;
DROP TABLE owners;
ALTER TABLE limited RENAME TO owners;

-- +goose Down
CREATE TABLE free (crate integer PRIMARY KEY, kind text NOT NULL);
INSERT INTO free SELECT crate, kind FROM owners;
DROP TABLE owners;
ALTER TABLE free RENAME TO owners;
