-- A version whose content was taken back: where the up does nothing, the down owes nothing.

-- +goose Up

-- +goose Down
