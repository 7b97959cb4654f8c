CREATE TABLE accounts (id integer PRIMARY KEY, balance numeric NOT NULL, "end" text);
CREATE FUNCTION level(account integer) RETURNS text LANGUAGE sql
BEGIN ATOMIC
  SELECT CASE WHEN balance < 0 THEN 'debt' ELSE CASE "end" WHEN 'x' THEN 'closed' ELSE 'fine' END END
    FROM accounts WHERE id = account;
END;
CREATE PROCEDURE begin_atomic_pay(account integer, sum numeric) LANGUAGE sql
BEGIN ATOMIC
  UPDATE accounts SET balance = balance - sum WHERE id = account;
  INSERT INTO accounts (id, balance) SELECT max(id) + 1, sum FROM accounts;
END;
CREATE TABLE backend (appended integer);
