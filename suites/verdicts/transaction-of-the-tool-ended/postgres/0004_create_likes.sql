-- Half of it stays, as the transaction is over when it fails; that is not to be seen in the next one.

-- +goose Up
CREATE TABLE likes (id integer PRIMARY KEY);
END;
INSERT INTO nowhere VALUES (1);

-- +goose Down
DROP TABLE likes;
