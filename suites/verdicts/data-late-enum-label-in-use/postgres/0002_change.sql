-- The down works until a row has the new label.

-- +goose Up
ALTER TYPE status ADD VALUE 'archived';

-- +goose Down
ALTER TYPE status RENAME TO status_old;
CREATE TYPE status AS ENUM ('new', 'done');
ALTER TABLE tasks ALTER COLUMN status TYPE status USING status::text::status;
DROP TYPE status_old;
