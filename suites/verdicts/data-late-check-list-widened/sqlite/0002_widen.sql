-- The down works until somebody uses a state that the up has added to the list.

-- +goose Up
CREATE TABLE tickets_new (id INTEGER PRIMARY KEY, state TEXT NOT NULL, CONSTRAINT tickets_state CHECK (state IN ('open', 'closed', 'blocked', 'waiting')));
INSERT INTO tickets_new (id, state) SELECT id, state FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;

-- +goose Down
CREATE TABLE tickets_new (id INTEGER PRIMARY KEY, state TEXT NOT NULL, CONSTRAINT tickets_state CHECK (state IN ('open', 'closed')));
INSERT INTO tickets_new (id, state) SELECT id, state FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;
