-- A migration makes rows of those that are mighar's own, which are none of its own then.

-- +goose Up
CREATE TABLE owners (crate integer PRIMARY KEY, kind text NOT NULL);
INSERT INTO owners SELECT id, owner FROM crates;

-- +goose Down
DROP TABLE owners;
