-- +goose Up
CREATE VIEW authors AS SELECT id, name FROM users;

-- +goose Down
DROP VIEW authors;
