-- The down deletes more than the up has written.

-- +goose Up
INSERT INTO users (id, name) VALUES (90, 'guest');

-- +goose Down
DELETE FROM users WHERE id >= 6;
