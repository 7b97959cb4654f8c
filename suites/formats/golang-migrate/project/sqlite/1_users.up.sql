CREATE TABLE users (id int PRIMARY KEY);
CREATE INDEX idx_users ON users (id);
