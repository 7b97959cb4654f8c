-- dbmate sends a block in one message: alone this works, ...
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY idx_users_email ON users (email);
-- migrate:down transaction:false
DROP INDEX CONCURRENTLY idx_users_email;
