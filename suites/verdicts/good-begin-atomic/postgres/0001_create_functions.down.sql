DROP TABLE backend;
DROP PROCEDURE begin_atomic_pay(integer, numeric);
DROP FUNCTION level(integer);
DROP TABLE accounts;
