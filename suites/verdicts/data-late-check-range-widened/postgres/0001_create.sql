-- +goose Up
CREATE TABLE tickets (id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, CONSTRAINT tickets_rank CHECK (rank BETWEEN 1 AND 5));

-- +goose Down
DROP TABLE tickets;
