-- The down works until a code is shorter than the old rule allows.

-- +goose Up
ALTER TABLE tickets DROP CONSTRAINT tickets_code;
ALTER TABLE tickets ADD CONSTRAINT tickets_code CHECK (length(code) >= 2 AND length(code) <= 8);

-- +goose Down
ALTER TABLE tickets DROP CONSTRAINT tickets_code;
ALTER TABLE tickets ADD CONSTRAINT tickets_code CHECK (length(code) >= 6 AND length(code) <= 8);
