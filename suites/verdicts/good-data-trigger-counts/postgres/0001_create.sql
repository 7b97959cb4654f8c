-- +goose Up
CREATE TABLE urls (id integer PRIMARY KEY, clicks integer NOT NULL DEFAULT 0);
CREATE TABLE clicks (id integer PRIMARY KEY, url_id integer NOT NULL REFERENCES urls (id));
-- +goose StatementBegin
CREATE FUNCTION count_click() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE urls SET clicks = (clicks + 1) % 1000000 WHERE id = NEW.url_id;
  RETURN NEW;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER clicks_count AFTER INSERT ON clicks FOR EACH ROW EXECUTE FUNCTION count_click();

-- +goose Down
DROP TABLE clicks;
DROP TABLE urls;
DROP FUNCTION count_click();
