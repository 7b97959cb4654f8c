-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY);

-- +goose Down
-- mighar: allow schema mended long ago
DROP TABLE users;
