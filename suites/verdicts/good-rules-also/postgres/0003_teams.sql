-- +goose Up
CREATE TABLE teams (id serial PRIMARY KEY, lead integer REFERENCES users, name text NOT NULL);
CREATE RULE told AS ON INSERT TO teams DO ALSO UPDATE users SET status = 'lead' WHERE id = NEW.lead;
ALTER TABLE users ADD team integer REFERENCES teams;

-- +goose Down
ALTER TABLE users DROP team;
DROP TABLE teams;
