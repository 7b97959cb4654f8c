-- The first one is diesel's own.
CREATE TABLE users (id int PRIMARY KEY, email text);
