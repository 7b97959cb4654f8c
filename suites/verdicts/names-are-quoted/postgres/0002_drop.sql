-- +goose Up
DROP INDEX IF EXISTS "idx größen";
ALTER TABLE "größen" DROP COLUMN "a.b";
ALTER TABLE "größen" DROP COLUMN "Case";

-- +goose Down
ALTER TABLE "größen" ADD COLUMN "Case" text;
ALTER TABLE "größen" ADD COLUMN "a.b" text;
