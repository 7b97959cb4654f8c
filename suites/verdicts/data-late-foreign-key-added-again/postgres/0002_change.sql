-- The down works until a row refers to nothing.

-- +goose Up
ALTER TABLE posts DROP CONSTRAINT posts_user;

-- +goose Down
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id);
