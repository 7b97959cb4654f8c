-- +goose Up
CREATE TABLE tags (id integer PRIMARY KEY);
GRANT SELECT ON tags TO mighar_case_writer;

-- +goose Down
DROP TABLE tags;
