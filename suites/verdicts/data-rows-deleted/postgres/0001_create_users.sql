-- +goose Up
CREATE TABLE users (
  id bigint PRIMARY KEY,
  email text NOT NULL,
  phone text
);
INSERT INTO users VALUES (1, 'Ada@example.org', '555-1'), (2, 'bob@example.org', NULL), (3, 'Eve@example.org', '555-3');

-- +goose Down
DROP TABLE users;
