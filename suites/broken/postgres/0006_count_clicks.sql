-- +goose Up
ALTER TABLE urls ADD COLUMN click_count bigint NOT NULL DEFAULT 0;

-- +goose StatementBegin
CREATE FUNCTION count_click() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE urls SET click_count = click_count + 1 WHERE id = NEW.url_id;
  RETURN NULL;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER clicks_count_insert AFTER INSERT ON clicks FOR EACH ROW EXECUTE FUNCTION count_click();

-- The trigger goes, its function stays.
-- +goose Down
DROP TRIGGER clicks_count_insert ON clicks;
ALTER TABLE urls DROP COLUMN click_count;
