-- Rows that a rule keeps out, keeps in, keeps as they are, or marks as deleted.
-- +goose Up
CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users);
CREATE RULE kept AS ON DELETE TO users DO INSTEAD NOTHING;
CREATE TABLE settings (id serial PRIMARY KEY, value text);
CREATE RULE fixed AS ON INSERT TO settings DO INSTEAD NOTHING;
CREATE TABLE ledger (id serial PRIMARY KEY, amount integer NOT NULL);
CREATE RULE immutable AS ON UPDATE TO ledger DO INSTEAD NOTHING;
CREATE TABLE notes (id serial PRIMARY KEY, text text NOT NULL, deleted boolean NOT NULL DEFAULT false);
CREATE RULE soft AS ON DELETE TO notes DO INSTEAD UPDATE notes SET deleted = true WHERE id = OLD.id;

-- +goose Down
DROP TABLE notes;
DROP TABLE ledger;
DROP TABLE settings;
DROP TABLE orders;
DROP TABLE users;
