-- mighar: allow down written by the archive team, in July

-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY);
