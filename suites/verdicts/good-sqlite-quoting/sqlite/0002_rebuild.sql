-- Other quotes, other white space, other case of the keywords: the same schema.

-- +goose Up
ALTER TABLE [order items] RENAME TO items;

-- +goose Down
create table "order items"(
  "id" integer primary key, -- the number
  [group] text default 'a;b',
  "weird """"name" text,
  'plain' text
);
INSERT INTO [order items] SELECT * FROM items;
DROP TABLE items;
create index "idx group" on `order items` ([group], "weird """"name");
