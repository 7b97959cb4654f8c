-- +goose Up
ALTER TABLE users ADD status text NOT NULL DEFAULT 'new';
ALTER TABLE settings ADD note text;
ALTER TABLE ledger ADD note text;
ALTER TABLE notes ADD title text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE notes DROP title;
ALTER TABLE ledger DROP note;
ALTER TABLE settings DROP note;
ALTER TABLE users DROP status;
