-- +goose Up
CREATE TABLE tags (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CONSTRAINT tags_name_key UNIQUE
);

CREATE TABLE url_tags (
  url_id bigint NOT NULL CONSTRAINT url_tags_url_id_fkey REFERENCES urls (id) ON DELETE CASCADE,
  tag_id bigint NOT NULL CONSTRAINT url_tags_tag_id_fkey REFERENCES tags (id) ON DELETE RESTRICT,
  CONSTRAINT url_tags_pkey PRIMARY KEY (url_id, tag_id)
);

-- The primary key finds the tags of a link; this finds the links of a tag.
CREATE INDEX idx_url_tags_tag_id ON url_tags (tag_id);

-- +goose Down
DROP TABLE url_tags;
DROP TABLE tags;
