-- +goose Up
CREATE INDEX idx_posts_id ON public.posts (id);

-- +goose Down
DROP INDEX public.idx_posts_id;
