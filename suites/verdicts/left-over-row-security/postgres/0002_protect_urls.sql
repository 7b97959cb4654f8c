-- +goose Up
ALTER TABLE urls ENABLE ROW LEVEL SECURITY;
CREATE POLICY urls_own ON urls USING (owner = current_user);
CREATE POLICY urls_public ON urls FOR SELECT USING (NOT is_private);

-- The table stays protected, and a policy stays with it.
-- +goose Down
DROP POLICY urls_public ON urls;
