-- only up
CREATE TABLE notes (id integer);
