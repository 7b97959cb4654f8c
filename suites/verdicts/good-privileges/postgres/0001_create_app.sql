-- +goose Up
CREATE SCHEMA app;
CREATE TABLE app.users (id integer PRIMARY KEY, owner text, secret text);
GRANT USAGE ON SCHEMA app TO PUBLIC;
GRANT SELECT (id, owner) ON app.users TO PUBLIC;
COMMENT ON SCHEMA app IS 'what the application owns';
COMMENT ON TABLE app.users IS 'who may sign in';

-- +goose Down
DROP SCHEMA app CASCADE;
