-- +goose Up
CREATE TABLE tags (id integer PRIMARY KEY);
DELETE FROM counters WHERE id = 2;
INSERT INTO counters (id, n) VALUES (2, 0);

-- +goose Down
DROP TABLE tags;
