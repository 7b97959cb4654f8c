-- The column is name, without an s.
BEGIN;
SELECT id, role, names FROM users WHERE false;
ROLLBACK;
