-- ALTER TABLE edits the text in the catalog; adding and dropping leaves it as good as before.

-- +goose Up
ALTER TABLE users ADD COLUMN age INTEGER NOT NULL DEFAULT 0 CHECK (age >= 0);
ALTER TABLE users ADD COLUMN email TEXT COLLATE NOCASE;

-- +goose Down
ALTER TABLE users DROP COLUMN email;
ALTER TABLE users DROP COLUMN age;
