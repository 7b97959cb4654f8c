-- +goose Up
DROP POLICY IF EXISTS urls_own ON urls;
DROP POLICY IF EXISTS urls_insert ON urls;
CREATE POLICY urls_all ON urls USING (true);

-- +goose Down
DROP POLICY urls_all ON urls;
CREATE POLICY urls_insert ON urls FOR INSERT WITH CHECK (true);
