-- +goose Up
ALTER TABLE owners ADD CONSTRAINT known_kind CHECK (kind IN ('user', 'team'));

-- +goose Down
ALTER TABLE owners DROP CONSTRAINT known_kind;
