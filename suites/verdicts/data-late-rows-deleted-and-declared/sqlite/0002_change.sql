-- The same, and somebody has accepted it.
-- mighar: loses users guests are made anew

-- +goose Up
INSERT INTO users (id, name) VALUES (90, 'guest');

-- +goose Down
DELETE FROM users WHERE id >= 6;
