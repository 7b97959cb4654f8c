-- The down deletes more than the up has added.

-- +goose Up
INSERT INTO users VALUES (4, 'guest@example.org', NULL);

-- +goose Down
DELETE FROM users WHERE phone IS NULL;
