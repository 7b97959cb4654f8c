-- +goose Up
CREATE TABLE "größen" ("id" integer PRIMARY KEY, "länge; breite" text DEFAULT 'ü;ö', "a.b" text);
CREATE INDEX "idx größen" ON "größen" ("a.b");

-- +goose Down
DROP TABLE "größen";
