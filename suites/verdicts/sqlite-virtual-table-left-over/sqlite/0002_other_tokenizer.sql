-- +goose Up
DROP TABLE texts;
CREATE VIRTUAL TABLE texts USING fts5(body, tokenize = 'porter');

-- +goose Down
DROP TABLE texts;
CREATE VIRTUAL TABLE texts USING fts5(body, tokenize = 'trigram');
