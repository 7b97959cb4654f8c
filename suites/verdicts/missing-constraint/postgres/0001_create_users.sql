-- +goose Up
CREATE TABLE teams (id integer PRIMARY KEY);
CREATE TABLE users (
  id integer PRIMARY KEY,
  team_id integer CONSTRAINT users_team_fkey REFERENCES teams (id),
  email text CONSTRAINT users_email_key UNIQUE,
  age integer CONSTRAINT users_age_check CHECK (age >= 0)
);

-- +goose Down
DROP TABLE users;
DROP TABLE teams;
