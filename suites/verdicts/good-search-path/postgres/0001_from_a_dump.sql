-- As pg_dump writes it: an empty search_path for the rest of the session.

-- +goose Up
SELECT pg_catalog.set_config('search_path', '', false);
SET default_table_access_method = heap;
CREATE SCHEMA app;
CREATE TABLE app.users (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE app.users;
DROP SCHEMA app;
