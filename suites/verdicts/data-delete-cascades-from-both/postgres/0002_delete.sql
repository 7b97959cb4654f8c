-- Member 12 has lost both its team and its user: either of them may have taken it along.

-- +goose Up
DELETE FROM teams WHERE name = 'b';
DELETE FROM users WHERE name = 'y';

-- +goose Down
INSERT INTO users VALUES (2, 'y');
INSERT INTO teams VALUES (2, 'b');
