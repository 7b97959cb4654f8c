-- The new type makes numbers of texts: leading zeros are gone.

-- +goose Up
CREATE TABLE new (id INTEGER PRIMARY KEY, code INTEGER);
INSERT INTO new SELECT * FROM codes;
DROP TABLE codes;
ALTER TABLE new RENAME TO codes;

-- +goose Down
CREATE TABLE new (id INTEGER PRIMARY KEY, code TEXT);
INSERT INTO new SELECT * FROM codes;
DROP TABLE codes;
ALTER TABLE new RENAME TO codes;
