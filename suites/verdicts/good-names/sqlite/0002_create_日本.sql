-- +goose Up
CREATE TABLE "日本" ("select" integer PRIMARY KEY);
ALTER TABLE "größen" ADD COLUMN "Case" text;

-- +goose Down
ALTER TABLE "größen" DROP COLUMN "Case";
DROP TABLE "日本";
