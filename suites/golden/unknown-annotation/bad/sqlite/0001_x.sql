-- +goose Up
CREATE TABLE t (a INT);

-- +goose Dwon
DROP TABLE t;
