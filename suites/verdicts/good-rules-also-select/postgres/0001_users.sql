-- What rules select beside the rows is no answer to who writes them.
-- +goose Up
CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL);
CREATE RULE shown_insert AS ON INSERT TO users DO ALSO SELECT NEW.name, 1 AS r0;
CREATE RULE shown_delete AS ON DELETE TO users DO ALSO SELECT OLD.name;
CREATE TABLE orders (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED);
CREATE RULE shown_order AS ON INSERT TO orders DO ALSO SELECT NEW.user_id;

-- +goose Down
DROP TABLE orders;
DROP TABLE users;
