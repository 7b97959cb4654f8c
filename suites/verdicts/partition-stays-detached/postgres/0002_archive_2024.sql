-- +goose Up
ALTER TABLE events DETACH PARTITION events_2024;
CREATE TABLE archive (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE archive;
