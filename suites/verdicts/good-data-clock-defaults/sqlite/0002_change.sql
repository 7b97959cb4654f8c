-- Each up gives the rows another time, and another key.

-- +goose Up
CREATE TABLE events (id INTEGER PRIMARY KEY, at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')), token TEXT DEFAULT (hex(randomblob(8))));
INSERT INTO events (id) VALUES (1), (2);

-- +goose Down
DROP TABLE events;
