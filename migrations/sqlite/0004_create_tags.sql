-- +goose Up
CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CONSTRAINT tags_name_key UNIQUE
) STRICT;

-- WITHOUT ROWID: the primary key is all there is, so it may as well be the table.
CREATE TABLE url_tags (
  url_id INTEGER NOT NULL CONSTRAINT url_tags_url_id_fkey REFERENCES urls (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL CONSTRAINT url_tags_tag_id_fkey REFERENCES tags (id) ON DELETE RESTRICT,
  CONSTRAINT url_tags_pkey PRIMARY KEY (url_id, tag_id)
) STRICT, WITHOUT ROWID;

-- The primary key finds the tags of a link; this finds the links of a tag.
CREATE INDEX idx_url_tags_tag_id ON url_tags (tag_id);

-- +goose Down
DROP TABLE url_tags;
DROP TABLE tags;
