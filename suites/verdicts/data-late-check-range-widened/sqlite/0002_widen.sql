-- The down works until something ranks beyond the old range.

-- +goose Up
CREATE TABLE tickets_new (id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, CONSTRAINT tickets_rank CHECK (rank BETWEEN 1 AND 10));
INSERT INTO tickets_new (id, rank) SELECT id, rank FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;

-- +goose Down
CREATE TABLE tickets_new (id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, CONSTRAINT tickets_rank CHECK (rank BETWEEN 1 AND 5));
INSERT INTO tickets_new (id, rank) SELECT id, rank FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;
