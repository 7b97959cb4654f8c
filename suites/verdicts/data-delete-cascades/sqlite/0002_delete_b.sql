-- The down brings back the parent, and not the children that went with it.

-- +goose Up
DELETE FROM parents WHERE name = 'b';

-- +goose Down
INSERT INTO parents VALUES (2, 'b');
