-- What the rollback undoes is not all.

-- +goose Up
CREATE TABLE tags (id integer PRIMARY KEY);

-- +goose Down
SELECT 1;
ROLLBACK;
DROP TABLE tags;
