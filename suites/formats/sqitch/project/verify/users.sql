BEGIN;
SELECT id, role, name FROM users WHERE false;
ROLLBACK;
