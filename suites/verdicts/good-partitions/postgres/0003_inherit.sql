-- +goose Up
CREATE TABLE shapes (id integer, CHECK (id > 0));
CREATE TABLE circles (radius integer) INHERITS (shapes);

-- +goose Down
DROP TABLE circles;
DROP TABLE shapes;
