-- +goose Up
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE members (
  id INTEGER PRIMARY KEY,
  team_id INTEGER REFERENCES teams (id) ON DELETE CASCADE,
  user_id INTEGER REFERENCES users (id) ON DELETE CASCADE
);
INSERT INTO teams VALUES (1, 'a'), (2, 'b');
INSERT INTO users VALUES (1, 'x'), (2, 'y');
INSERT INTO members VALUES (10, 1, 1), (11, 2, 1), (12, 2, 2);

-- +goose Down
DROP TABLE members;
DROP TABLE users;
DROP TABLE teams;
