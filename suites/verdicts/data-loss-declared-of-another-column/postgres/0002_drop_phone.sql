-- The declaration is of a column that loses nothing; the loss is of another one.

-- mighar: loses users.email nobody writes any more
-- +goose Up
ALTER TABLE users DROP COLUMN phone;

-- +goose Down
ALTER TABLE users ADD COLUMN phone TEXT;
