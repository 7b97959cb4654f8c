-- mighar: allow schema tags stay, the older release does not mind
-- mighar: allow replay tags stay, the older release does not mind
-- mighar: allow chain tags stay, the older release does not mind

-- +goose Up
CREATE TABLE tags (id integer PRIMARY KEY);

-- +goose Down
DELETE FROM tags;
