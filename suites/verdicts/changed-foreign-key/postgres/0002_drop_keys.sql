-- +goose Up
ALTER TABLE posts DROP CONSTRAINT posts_user, DROP CONSTRAINT posts_editor;

-- +goose Down
ALTER TABLE posts
  ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id),
  ADD CONSTRAINT posts_editor FOREIGN KEY (editor_id) REFERENCES users (id);
