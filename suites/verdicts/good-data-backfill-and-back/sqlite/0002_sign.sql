-- Every value is another one after the up, and the same after the down: nothing is lost, but worth a note.

-- +goose Up
UPDATE accounts SET cents = -cents;

-- +goose Down
UPDATE accounts SET cents = -cents;
