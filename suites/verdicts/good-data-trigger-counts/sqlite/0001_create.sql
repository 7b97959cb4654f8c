-- +goose Up
CREATE TABLE urls (id INTEGER PRIMARY KEY, clicks INTEGER NOT NULL DEFAULT 0);
CREATE TABLE clicks (id INTEGER PRIMARY KEY, url_id INTEGER NOT NULL REFERENCES urls (id));
-- +goose StatementBegin
CREATE TRIGGER clicks_count AFTER INSERT ON clicks
BEGIN
  UPDATE urls SET clicks = (clicks + 1) % 1000000 WHERE id = NEW.url_id;
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE clicks;
DROP TABLE urls;
