-- Tables that take many rows; those called few_ take some.
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN counted AS integer CHECK (VALUE > 0);
CREATE TABLE users (
  id bigserial PRIMARY KEY, email varchar(60) NOT NULL, mood mood, n counted, data jsonb, tags text[],
  token uuid DEFAULT gen_random_uuid(), born date CHECK (born > '1900-01-01'), active boolean DEFAULT true,
  height numeric(5, 2), avatar bytea, "odd ""name" text, tab text CHECK (tab <> E'a\tb\\c'));
CREATE UNIQUE INDEX ON users (lower(email));
CREATE TABLE roles (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name char(8) UNIQUE);
CREATE TABLE user_roles (user_id bigint REFERENCES users, role_id integer REFERENCES roles, PRIMARY KEY (user_id, role_id));
CREATE TABLE profiles (
  user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE, bio text,
  shout text GENERATED ALWAYS AS (upper(bio)) STORED);
CREATE TABLE tree (id serial PRIMARY KEY, parent integer REFERENCES tree);
CREATE TABLE hen (id serial PRIMARY KEY, egg integer NOT NULL);
CREATE TABLE egg (id smallserial PRIMARY KEY, hen integer NOT NULL REFERENCES hen DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE egg ALTER id TYPE integer;
ALTER TABLE hen ADD FOREIGN KEY (egg) REFERENCES egg DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE readings (
  id bigserial, at timestamptz NOT NULL, user_id bigint NOT NULL REFERENCES users, PRIMARY KEY (user_id, at)
) PARTITION BY RANGE (at);
CREATE TABLE readings_1 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE readings_2 PARTITION OF readings FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
CREATE TABLE stays (during tstzrange NOT NULL, EXCLUDE USING gist (during WITH &&));
CREATE TABLE mail (tenant integer, address text CHECK (address LIKE '%@%.%'), UNIQUE (tenant, address));
CREATE TABLE codes (code text PRIMARY KEY CHECK (code ~ '^[A-Z]{2}-[0-9]{9}$'), share numeric(5, 2) CHECK (share BETWEEN 0 AND 100));
CREATE TABLE hosts (address inet PRIMARY KEY, key bytea UNIQUE, took interval UNIQUE, day date UNIQUE, at timestamp UNIQUE);
CREATE TABLE pairs (tenant integer, id integer, PRIMARY KEY (tenant, id));
CREATE TABLE of_pairs (id uuid PRIMARY KEY, tenant integer, pair integer, FOREIGN KEY (tenant, pair) REFERENCES pairs);
CREATE TABLE arcs (id serial PRIMARY KEY, a bigint REFERENCES users, b integer REFERENCES tree, CHECK (num_nonnulls(a, b) = 1));
CREATE TABLE holes (n integer PRIMARY KEY CHECK (n <> 104321), w text);
CREATE TABLE thinned (n integer PRIMARY KEY);
CREATE FUNCTION thin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.n % 10 = 0 THEN RETURN NULL; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER thin BEFORE INSERT ON thinned FOR EACH ROW EXECUTE FUNCTION thin();
CREATE TABLE later (n integer UNIQUE DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE few_moods (mood mood PRIMARY KEY);
CREATE TABLE few_digits (d char(2) PRIMARY KEY);
CREATE TABLE nothing ();
CREATE TABLE parts_of_tenants (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));
CREATE TABLE shared (
  tenant INTEGER, pair INTEGER, part INTEGER, PRIMARY KEY (tenant, pair, part), FOREIGN KEY (tenant, pair) REFERENCES pairs (tenant, id),
  FOREIGN KEY (tenant, part) REFERENCES parts_of_tenants (tenant, id));
