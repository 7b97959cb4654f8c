-- +goose Up
CREATE TABLE t (a INT);
-- +goose StatementBegin
CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END;

-- +goose Down
DROP TABLE t;
