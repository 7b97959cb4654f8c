-- The down works until a code is longer than the old rule allows.

-- +goose Up
ALTER TABLE tickets DROP CONSTRAINT tickets_code;
ALTER TABLE tickets ADD CONSTRAINT tickets_code CHECK (length(code) <= 20);

-- +goose Down
ALTER TABLE tickets DROP CONSTRAINT tickets_code;
ALTER TABLE tickets ADD CONSTRAINT tickets_code CHECK (length(code) <= 8);
