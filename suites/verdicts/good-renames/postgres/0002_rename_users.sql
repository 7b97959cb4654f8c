-- Constraints, indexes and sequences keep their old names through both renames.

-- +goose Up
ALTER TABLE users RENAME TO people;
ALTER TABLE people RENAME COLUMN name TO full_name;
ALTER SEQUENCE users_id_seq RENAME TO people_id_seq;

-- +goose Down
ALTER SEQUENCE people_id_seq RENAME TO users_id_seq;
ALTER TABLE people RENAME COLUMN full_name TO name;
ALTER TABLE people RENAME TO users;
