-- What pg_dump writes for psql to read: no other program has such a standard input.

-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text);
-- +goose StatementBegin
COPY users (id, name) FROM stdin;
1	Ada
\.
-- +goose StatementEnd

-- +goose Down
DROP TABLE users;
