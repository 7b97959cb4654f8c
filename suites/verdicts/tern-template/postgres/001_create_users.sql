CREATE TABLE users (id integer PRIMARY KEY, email text);
---- create above / drop below ----
DROP TABLE users;
