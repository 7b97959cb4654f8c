-- +goose Up
ALTER TABLE bookings ADD CONSTRAINT bookings_short CHECK (upper(days) - lower(days) < 30) NOT VALID;
ALTER TABLE bookings VALIDATE CONSTRAINT bookings_short;
ALTER TABLE bookings DROP CONSTRAINT bookings_room_fkey;

-- +goose Down
DELETE FROM bookings WHERE room NOT IN (SELECT id FROM rooms); -- what was written without the constraint
ALTER TABLE bookings ADD FOREIGN KEY (room) REFERENCES rooms ON DELETE SET NULL ON UPDATE CASCADE
  DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE bookings DROP CONSTRAINT bookings_short;
