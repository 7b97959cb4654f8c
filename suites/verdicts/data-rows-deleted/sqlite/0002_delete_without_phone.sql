-- The rows are gone, and the down cannot know them.

-- +goose Up
DELETE FROM users WHERE phone IS NULL;

-- +goose Down
SELECT 1;
