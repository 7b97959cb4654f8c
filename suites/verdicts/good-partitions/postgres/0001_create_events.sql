-- +goose Up
CREATE TABLE events (id bigint, day date, kind text, PRIMARY KEY (id, day, kind)) PARTITION BY RANGE (day);
CREATE INDEX idx_events_kind ON events (kind);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_default PARTITION OF events DEFAULT;

-- +goose Down
DROP TABLE events;
