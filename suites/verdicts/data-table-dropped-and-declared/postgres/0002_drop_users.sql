-- The loss of the table is declared.

-- mighar: loses users they are in another database now
-- +goose Up
DROP TABLE users;

-- +goose Down
CREATE TABLE users (
  id bigint PRIMARY KEY,
  email text NOT NULL,
  phone text
);
