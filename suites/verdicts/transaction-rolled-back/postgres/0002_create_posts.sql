-- The rehearsal's last word is still in it, so that the migration does nothing. Its down shows that.

-- +goose NO TRANSACTION
-- +goose Up
BEGIN;
CREATE TABLE posts (id integer PRIMARY KEY);
ROLLBACK;

-- +goose Down
DROP TABLE posts;
