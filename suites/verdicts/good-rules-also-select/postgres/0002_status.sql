-- +goose Up
ALTER TABLE users ADD status text NOT NULL DEFAULT 'new';
ALTER TABLE orders ADD total integer;

-- +goose Down
ALTER TABLE orders DROP total;
ALTER TABLE users DROP status;
