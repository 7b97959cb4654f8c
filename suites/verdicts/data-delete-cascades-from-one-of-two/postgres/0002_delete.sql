-- Members could go with their team or with their user; those that do have lost their team.

-- +goose Up
DELETE FROM teams WHERE name = 'b';

-- +goose Down
INSERT INTO teams VALUES (2, 'b');
