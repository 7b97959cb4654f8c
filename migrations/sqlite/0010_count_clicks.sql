-- One transaction: SQLite has one writer at a time, so no click falls between the triggers and the backfill.

-- +goose Up
ALTER TABLE urls ADD COLUMN click_count INTEGER NOT NULL DEFAULT 0;

-- +goose StatementBegin
CREATE TRIGGER clicks_count_insert AFTER INSERT ON clicks FOR EACH ROW
BEGIN
  UPDATE urls SET click_count = click_count + 1 WHERE id = NEW.url_id;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER clicks_count_delete AFTER DELETE ON clicks FOR EACH ROW
BEGIN
  UPDATE urls SET click_count = click_count - 1 WHERE id = OLD.url_id;
END;
-- +goose StatementEnd

UPDATE urls SET click_count = (SELECT count(*) FROM clicks WHERE clicks.url_id = urls.id);

-- +goose Down
DROP TRIGGER clicks_count_delete;
DROP TRIGGER clicks_count_insert;
ALTER TABLE urls DROP COLUMN click_count;
