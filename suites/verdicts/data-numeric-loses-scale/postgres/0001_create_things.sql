-- +goose Up
CREATE TABLE things (id int PRIMARY KEY, price numeric(10,4));
INSERT INTO things VALUES (1, 1.2345), (2, 2.5000);

-- +goose Down
DROP TABLE things;
