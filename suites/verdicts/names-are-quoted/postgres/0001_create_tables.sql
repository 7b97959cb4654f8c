-- +goose Up
CREATE TABLE "größen" ("id" integer PRIMARY KEY, "Case" text DEFAULT 'ü', "a.b" text);
CREATE INDEX "idx größen" ON "größen" ("a.b");

-- +goose Down
DROP TABLE "größen";
