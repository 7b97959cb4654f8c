-- Tablespaces. Like roles they belong to the server.
SELECT quote_ident(s.spcname), NULL, 'pg_tablespace'::regclass, s.oid, 0, s.spcowner, s.spcacl, 't',
       pg_tablespace_location(s.oid) AS location,
       (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(s.spcoptions) o) AS options,
       d.description AS comment
  FROM pg_tablespace s
  LEFT JOIN pg_shdescription d ON d.classoid = 'pg_tablespace'::regclass AND d.objoid = s.oid
 WHERE s.oid >= 16384
