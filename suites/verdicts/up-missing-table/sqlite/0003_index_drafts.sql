-- Needs what the broken one before would have made.

-- +goose Up
CREATE INDEX idx_drafts_id ON drafts (id);

-- +goose Down
DROP INDEX idx_drafts_id;
