-- What ALTER DEFAULT PRIVILEGES has set. Without a schema it takes the place of the built-in default; in a
-- schema it comes on top, so that it is told against the empty default, which is a column's (acl type c).
SELECT concat_ws(' ', 'of', d.defaclrole::regrole, 'for', kind.name, 'in schema ' || quote_ident(n.nspname)),
       NULL, 'pg_default_acl'::regclass, d.oid, 0, d.defaclrole, d.defaclacl,
       CASE WHEN d.defaclnamespace = 0 THEN kind.acl ELSE 'c' END
  FROM pg_default_acl d
  JOIN (VALUES ('r', 'tables', 'r'), ('S', 'sequences', 's'), ('f', 'functions', 'f'), ('T', 'types', 'T'),
               ('n', 'schemas', 'n'), ('L', 'large objects', 'L')) AS kind (letter, name, acl)
       ON kind.letter = d.defaclobjtype::text
  LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
