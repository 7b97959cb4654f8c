-- Each up writes another time, and other numbers: in rows of its own and in a new column.

-- +goose Up
CREATE TABLE audit (id INTEGER PRIMARY KEY, at TEXT NOT NULL, token TEXT NOT NULL);
INSERT INTO audit VALUES (1, strftime('%Y-%m-%d %H:%M:%f', 'now'), hex(randomblob(8))), (2, julianday('now'), random());
ALTER TABLE users ADD COLUMN seen TEXT;
UPDATE users SET seen = strftime('%Y-%m-%d %H:%M:%f', 'now');

-- +goose Down
ALTER TABLE users DROP COLUMN seen;
DROP TABLE audit;
