-- +goose Up
CREATE EXTENSION pg_trgm;
CREATE TABLE documents (id integer PRIMARY KEY, title text, body jsonb, made timestamp, size integer);
CREATE INDEX idx_documents_title ON documents USING gin (title gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX idx_documents_body ON documents USING gin (body jsonb_path_ops);
CREATE INDEX idx_documents_made ON documents USING brin (made) WITH (pages_per_range = 32);
CREATE INDEX idx_documents_size ON documents (size DESC NULLS LAST, title text_pattern_ops) INCLUDE (made);
CREATE UNIQUE INDEX uq_documents_size ON documents (size) NULLS NOT DISTINCT;
CREATE STATISTICS st_documents (dependencies) ON size, made FROM documents;

-- +goose Down
DROP TABLE documents;
DROP EXTENSION pg_trgm;
