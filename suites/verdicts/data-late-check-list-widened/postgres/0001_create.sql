-- +goose Up
CREATE TABLE tickets (id INTEGER PRIMARY KEY, state TEXT NOT NULL, CONSTRAINT tickets_state CHECK (state IN ('open', 'closed')));

-- +goose Down
DROP TABLE tickets;
