-- What only the new table holds, the old schema cannot.

-- +goose Up
CREATE TABLE comments (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE, body text);

-- +goose Down
DROP TABLE comments;
