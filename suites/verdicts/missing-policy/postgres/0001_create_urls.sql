-- +goose Up
CREATE TABLE urls (id integer PRIMARY KEY, owner text);
ALTER TABLE urls ENABLE ROW LEVEL SECURITY;
CREATE POLICY urls_own ON urls USING (owner = current_user);
CREATE POLICY urls_insert ON urls FOR INSERT WITH CHECK (owner = current_user);

-- +goose Down
DROP TABLE urls;
