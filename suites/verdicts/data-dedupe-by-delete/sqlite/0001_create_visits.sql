-- +goose Up
CREATE TABLE visits (id INTEGER PRIMARY KEY, page TEXT NOT NULL);
INSERT INTO visits VALUES (1, '/'), (2, '/about'), (3, '/'), (4, '/');

-- +goose Down
DROP TABLE visits;
