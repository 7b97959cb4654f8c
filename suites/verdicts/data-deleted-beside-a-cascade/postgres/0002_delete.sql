-- No cascade takes this member along: what it refers to is there.

-- +goose Up
UPDATE teams SET name = 'c' WHERE id = 2;
UPDATE users SET name = 'z' WHERE id = 1;
DELETE FROM members WHERE id = 11;

-- +goose Down
UPDATE users SET name = 'x' WHERE id = 1;
UPDATE teams SET name = 'b' WHERE id = 2;
