-- None of this can be said of rows that are made up; those of the project are as it wants them.

-- +goose Up
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE posts ALTER COLUMN size TYPE integer USING size::integer;
ALTER TABLE posts ADD CONSTRAINT posts_title CHECK (length(title) < 5) NOT VALID;
ALTER TABLE posts VALIDATE CONSTRAINT posts_title;
CREATE UNIQUE INDEX uq_posts_kind ON posts (left(kind, 1));

-- +goose Down
DROP INDEX uq_posts_kind;
ALTER TABLE posts DROP CONSTRAINT posts_title;
ALTER TABLE posts ALTER COLUMN size TYPE text;
ALTER TABLE posts DROP CONSTRAINT posts_user;
