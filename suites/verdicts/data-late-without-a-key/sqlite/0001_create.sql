-- +goose Up
CREATE TABLE log (line text, size integer);

-- +goose Down
DROP TABLE log;
