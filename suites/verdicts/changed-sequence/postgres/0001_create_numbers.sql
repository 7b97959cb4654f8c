-- +goose Up
CREATE TABLE invoices (number integer NOT NULL);
CREATE SEQUENCE numbers START 1000 INCREMENT 10 MAXVALUE 999999 CYCLE OWNED BY invoices.number;
ALTER TABLE invoices ALTER COLUMN number SET DEFAULT nextval('numbers');

-- +goose Down
DROP TABLE invoices;
