BEGIN;
SELECT id, role FROM users WHERE false;
ROLLBACK;
