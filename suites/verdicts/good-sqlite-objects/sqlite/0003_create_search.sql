-- +goose Up
CREATE VIRTUAL TABLE texts USING fts5(path UNINDEXED, body, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE boxes USING rtree(id, min_x, max_x);

-- +goose Down
DROP TABLE boxes;
DROP TABLE texts;
