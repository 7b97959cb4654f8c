-- What belongs to the extension is not named, the extension is.

-- +goose Up
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TABLE users (id integer PRIMARY KEY, email citext);

-- +goose Down
DROP TABLE users;
