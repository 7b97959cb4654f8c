-- +goose Up
CREATE TABLE tags (name TEXT);
