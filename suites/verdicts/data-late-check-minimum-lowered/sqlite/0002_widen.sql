-- The down works until a code is shorter than the old rule allows.

-- +goose Up
CREATE TABLE tickets_new (id INTEGER PRIMARY KEY, code TEXT NOT NULL, CONSTRAINT tickets_code CHECK (length(code) >= 2 AND length(code) <= 8));
INSERT INTO tickets_new (id, code) SELECT id, code FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;

-- +goose Down
CREATE TABLE tickets_new (id INTEGER PRIMARY KEY, code TEXT NOT NULL, CONSTRAINT tickets_code CHECK (length(code) >= 6 AND length(code) <= 8));
INSERT INTO tickets_new (id, code) SELECT id, code FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;
