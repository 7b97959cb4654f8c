-- +goose Up
ALTER TABLE crates ADD CONSTRAINT known_kind CHECK (kind IN ('library', 'program'));

-- +goose Down
ALTER TABLE crates DROP CONSTRAINT known_kind;
