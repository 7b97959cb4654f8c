---- tern: disable-tx ----
CREATE INDEX CONCURRENTLY idx_users_email ON users (email);
ANALYZE users;

---- create above / drop below ----

---- tern: disable-tx ----
DROP INDEX CONCURRENTLY idx_users_email;
