-- What rules write beside the rows, the way back leaves or takes along.
-- +goose Up
ALTER TABLE users ADD status text NOT NULL DEFAULT 'new';

-- +goose Down
ALTER TABLE users DROP status;
