-- Nothing can be learned from a database without rows where this is not applied.

-- +goose Up
-- +goose StatementBegin
DO $$ BEGIN IF NOT EXISTS (SELECT FROM settings) THEN RAISE 'no settings'; END IF; END $$;
-- +goose StatementEnd
CREATE TABLE notes (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE notes;
