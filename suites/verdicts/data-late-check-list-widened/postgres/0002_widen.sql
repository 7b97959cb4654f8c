-- The down works until somebody uses a state that the up has added to the list.

-- +goose Up
ALTER TABLE tickets DROP CONSTRAINT tickets_state;
ALTER TABLE tickets ADD CONSTRAINT tickets_state CHECK (state IN ('open', 'closed', 'blocked', 'waiting'));

-- +goose Down
ALTER TABLE tickets DROP CONSTRAINT tickets_state;
ALTER TABLE tickets ADD CONSTRAINT tickets_state CHECK (state IN ('open', 'closed'));
