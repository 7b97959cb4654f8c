-- +goose Up
CREATE TABLE tickets (id INTEGER PRIMARY KEY, code TEXT NOT NULL, CONSTRAINT tickets_code CHECK (length(code) >= 6 AND length(code) <= 8));

-- +goose Down
DROP TABLE tickets;
