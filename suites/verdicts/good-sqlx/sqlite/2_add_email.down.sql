-- no-transaction
ALTER TABLE users DROP COLUMN email;
