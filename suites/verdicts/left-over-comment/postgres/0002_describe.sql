-- +goose Up
COMMENT ON TABLE users IS 'who may sign in';
COMMENT ON COLUMN users.id IS 'never reused';

-- +goose Down
COMMENT ON TABLE users IS NULL;
