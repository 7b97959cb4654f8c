-- +goose Up
CREATE TABLE rooms (id integer PRIMARY KEY);
CREATE TABLE bookings (
  id integer PRIMARY KEY,
  room integer REFERENCES rooms ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
  days int4range NOT NULL,
  EXCLUDE USING gist (days WITH &&) WHERE (room IS NULL),
  UNIQUE (room, days) INCLUDE (id) DEFERRABLE,
  CHECK (NOT isempty(days)) NO INHERIT
);

-- +goose Down
DROP TABLE bookings;
DROP TABLE rooms;
