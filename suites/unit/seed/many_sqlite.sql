-- Tables that take many rows; those called few_ take some.
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT, email VARCHAR(60) NOT NULL, data JSON, token UUID, born DATE CHECK (born > '1900-01-01'),
  active BOOLEAN DEFAULT true, avatar BLOB UNIQUE, "odd ""name" TEXT);
CREATE UNIQUE INDEX users_email ON users (lower(email));
CREATE TABLE roles (id TEXT PRIMARY KEY, name TEXT UNIQUE CHECK (name GLOB '[a-z]*'));
CREATE TABLE user_roles (
  user_id INTEGER REFERENCES users, role_id TEXT REFERENCES roles, PRIMARY KEY (user_id, role_id)) WITHOUT ROWID;
CREATE TABLE profiles (
  user_id INTEGER PRIMARY KEY REFERENCES users ON DELETE CASCADE, bio TEXT, shout TEXT GENERATED ALWAYS AS (upper(bio)) STORED);
CREATE TABLE tree (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES tree, code CHAR(8) UNIQUE);
CREATE TABLE strict_one (a INT PRIMARY KEY, b REAL, c TEXT, d BLOB, e ANY) STRICT;
CREATE TABLE days (day DATE PRIMARY KEY, at DATETIME UNIQUE, r REAL UNIQUE, n DECIMAL(10, 2) UNIQUE);
CREATE TABLE pairs (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));
CREATE TABLE of_pairs (id UUID PRIMARY KEY, tenant INTEGER, pair INTEGER, FOREIGN KEY (tenant, pair) REFERENCES pairs);
CREATE TABLE words (word TEXT COLLATE NOCASE PRIMARY KEY, short TEXT CHECK (length(short) <= 7) UNIQUE);
CREATE TABLE holes (n INTEGER UNIQUE CHECK (n <> 104321), w TEXT);
CREATE TABLE thinned (n INTEGER UNIQUE);
CREATE TRIGGER thin BEFORE INSERT ON thinned WHEN NEW.n % 10 = 0 BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE few_digits (d CHAR(2) PRIMARY KEY CHECK (length(d) <= 2));
CREATE TABLE few_labels (label TEXT PRIMARY KEY CHECK (label IN ('a', 'b')));
CREATE TABLE parts_of_tenants (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));
CREATE TABLE shared (
  tenant INTEGER, pair INTEGER, part INTEGER, PRIMARY KEY (tenant, pair, part), FOREIGN KEY (tenant, pair) REFERENCES pairs (tenant, id),
  FOREIGN KEY (tenant, part) REFERENCES parts_of_tenants (tenant, id));
