-- +goose Up
INSERT INTO users VALUES (4, 'guest@example.org', NULL);

-- +goose Down
DELETE FROM users WHERE id = 4;
