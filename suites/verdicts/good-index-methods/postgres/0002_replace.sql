-- +goose Up
DROP INDEX idx_documents_title, uq_documents_size, idx_documents_size;
DROP STATISTICS st_documents;

-- +goose Down
DELETE FROM documents AS a USING documents AS b WHERE a.size IS NOT DISTINCT FROM b.size AND a.id > b.id;
CREATE STATISTICS st_documents (dependencies) ON size, made FROM documents;
CREATE INDEX idx_documents_size ON documents (size DESC NULLS LAST, title text_pattern_ops) INCLUDE (made);
CREATE UNIQUE INDEX uq_documents_size ON documents (size) NULLS NOT DISTINCT;
CREATE INDEX idx_documents_title ON documents USING gin (title gin_trgm_ops) WITH (fastupdate = off);
