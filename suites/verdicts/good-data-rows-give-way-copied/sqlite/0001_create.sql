-- +goose Up
CREATE TABLE crates (id integer PRIMARY KEY, owner text NOT NULL);
INSERT INTO crates VALUES (1, 'team');

-- +goose Down
DROP TABLE crates;
