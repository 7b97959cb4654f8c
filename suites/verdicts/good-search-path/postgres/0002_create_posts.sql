-- Lands in public, whatever the session of the one before was set to.

-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY);
SET search_path = app;
CREATE TABLE comments (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE public.posts;
DROP TABLE app.comments;
