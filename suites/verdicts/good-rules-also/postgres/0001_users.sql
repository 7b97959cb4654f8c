-- +goose Up
CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, email text UNIQUE);
CREATE TABLE orders (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users, total integer NOT NULL DEFAULT 0);
CREATE TABLE log (id serial PRIMARY KEY, what text NOT NULL, user_name text);
CREATE RULE told_insert AS ON INSERT TO users DO ALSO INSERT INTO log (what, user_name) VALUES ('insert', NEW.name);
CREATE RULE told_update AS ON UPDATE TO users DO ALSO INSERT INTO log (what, user_name) VALUES ('update', NEW.name);
CREATE RULE told_delete AS ON DELETE TO users DO ALSO INSERT INTO log (what, user_name) VALUES ('delete', OLD.name);

-- +goose Down
DROP TABLE orders;
DROP TABLE users;
DROP TABLE log;
