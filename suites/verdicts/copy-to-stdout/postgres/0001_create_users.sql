-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text);
INSERT INTO users (id, name) VALUES (1, 'Ada');
COPY users TO STDOUT;
SELECT * FROM users;
CREATE INDEX idx_users_name ON users (name);

-- +goose Down
COPY users TO STDOUT WITH (FORMAT csv);
DROP TABLE users;
