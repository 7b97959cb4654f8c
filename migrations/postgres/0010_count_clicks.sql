-- Counting starts before the backfill does, so that no click falls between the two. The backfill commits
-- after each batch, so that no row stays locked for long; hence no transaction, and statements that can be run
-- again where an earlier run was stopped.

-- +goose NO TRANSACTION
-- +goose Up
ALTER TABLE urls ADD COLUMN IF NOT EXISTS click_count bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN urls.click_count IS 'rows in clicks, kept by the triggers of that table';

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION count_click() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE urls SET click_count = click_count + 1 WHERE id = NEW.url_id;
  ELSE
    UPDATE urls SET click_count = click_count - 1 WHERE id = OLD.url_id;
  END IF;
  RETURN NULL;
END;
$$;
-- +goose StatementEnd

DROP TRIGGER IF EXISTS clicks_count_insert ON clicks;
CREATE TRIGGER clicks_count_insert AFTER INSERT ON clicks FOR EACH ROW EXECUTE FUNCTION count_click();

DROP TRIGGER IF EXISTS clicks_count_delete ON clicks;
CREATE TRIGGER clicks_count_delete AFTER DELETE ON clicks FOR EACH ROW EXECUTE FUNCTION count_click();

-- Rows are locked before their clicks are counted, in a statement of its own: a click that is being written
-- either waits and then adds itself to the new count, or has committed and is seen by the count.
-- +goose StatementBegin
DO $$
DECLARE
  batch bigint[];
BEGIN
  LOOP
    batch := ARRAY(SELECT id FROM urls
                    WHERE batch IS NULL OR id > batch[cardinality(batch)]
                    ORDER BY id LIMIT 1000 FOR NO KEY UPDATE);
    EXIT WHEN cardinality(batch) = 0;
    UPDATE urls SET click_count = (SELECT count(*) FROM clicks WHERE clicks.url_id = urls.id)
     WHERE id = ANY (batch);
    COMMIT;
  END LOOP;
END;
$$;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER IF EXISTS clicks_count_delete ON clicks;
DROP TRIGGER IF EXISTS clicks_count_insert ON clicks;
DROP FUNCTION IF EXISTS count_click();
ALTER TABLE urls DROP COLUMN IF EXISTS click_count;
