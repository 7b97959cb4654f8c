-- +goose Up
CREATE TABLE invoices (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 1000 INCREMENT BY 5 CACHE 10) PRIMARY KEY,
  number serial,
  net numeric(10, 2) NOT NULL DEFAULT 0,
  gross numeric GENERATED ALWAYS AS (net * 1.19) STORED,
  tags text[] DEFAULT '{}',
  note text COLLATE "C",
  due date DEFAULT (now() + interval '30 days')
);
ALTER TABLE invoices ALTER COLUMN note SET STORAGE EXTERNAL, ALTER COLUMN note SET STATISTICS 500;

-- +goose Down
DROP TABLE invoices;
