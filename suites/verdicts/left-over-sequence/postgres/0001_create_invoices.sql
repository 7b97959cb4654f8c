-- +goose Up
CREATE SEQUENCE invoice_numbers START 1000;
CREATE TABLE invoices (number integer PRIMARY KEY DEFAULT nextval('invoice_numbers'));

-- The sequence does not belong to the column, so it stays.
-- +goose Down
DROP TABLE invoices;
