-- Foreign keys are on again: the cascade makes room for the primary key's value.

-- +goose Up
INSERT INTO users (id) VALUES (1);
INSERT INTO posts (id, user_id) VALUES (1, 1);
DELETE FROM users;
INSERT INTO users (id) VALUES (2);
INSERT INTO posts (id, user_id) VALUES (1, 2);
CREATE INDEX idx_posts_user_id ON posts (user_id);

-- +goose Down
DROP INDEX idx_posts_user_id;
DELETE FROM users;
