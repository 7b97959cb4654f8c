CREATE TABLE users (id int PRIMARY KEY, email text);
CREATE TABLE IF NOT EXISTS tool_log (id int); INSERT INTO tool_log VALUES (1);
