-- +goose Up
CREATE TABLE events (id bigint, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- +goose Down
DROP TABLE IF EXISTS events_2024;
DROP TABLE events;
