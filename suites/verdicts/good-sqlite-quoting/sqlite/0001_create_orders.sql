-- +goose Up
CREATE TABLE [order items] (
  id INTEGER PRIMARY KEY, "group" TEXT DEFAULT 'a;b', `weird ""name` TEXT, plain TEXT
);
CREATE INDEX [idx group] ON [order items] ("group", `weird ""name`);

-- +goose Down
DROP TABLE "order items";
