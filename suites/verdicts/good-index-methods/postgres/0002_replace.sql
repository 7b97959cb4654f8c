-- +goose Up
DROP INDEX idx_documents_title, uq_documents_size, idx_documents_size;
DROP STATISTICS st_documents;

-- +goose Down
CREATE STATISTICS st_documents (dependencies) ON size, made FROM documents;
CREATE INDEX idx_documents_size ON documents (size DESC NULLS LAST, title text_pattern_ops) INCLUDE (made);
CREATE UNIQUE INDEX uq_documents_size ON documents (size) NULLS NOT DISTINCT;
CREATE INDEX idx_documents_title ON documents USING gin (title gin_trgm_ops) WITH (fastupdate = off);
