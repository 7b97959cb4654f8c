-- +goose Up
CREATE TABLE accounts (id INTEGER PRIMARY KEY, cents INTEGER NOT NULL CHECK (cents BETWEEN -1000000 AND 1000000));

-- +goose Down
DROP TABLE accounts;
