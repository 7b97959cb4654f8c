-- +goose Up
-- +goose StatementBegin
CREATE TABLE users (id integer PRIMARY KEY);
-- +goose StatementEnd

-- What the generator of the file wrote was never replaced.
-- +goose Down
-- +goose StatementBegin
SELECT 'down SQL query';
-- +goose StatementEnd
