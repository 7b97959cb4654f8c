-- mighar: irreversible the numbers had to be deleted by law
ALTER TABLE users DROP COLUMN phone;
