-- Each statement is for itself, so the first one stays.
CREATE TABLE left_over (id int);
INSERT INTO nowhere VALUES (1);
