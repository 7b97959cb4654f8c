-- Foreign servers.
SELECT quote_ident(s.srvname), NULL, 'pg_foreign_server'::regclass, s.oid, 0, s.srvowner, s.srvacl, 'S',
       quote_ident(w.fdwname) AS "foreign data wrapper",
       s.srvtype AS type,
       s.srvversion AS version,
       (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(s.srvoptions) o) AS options
  FROM pg_foreign_server s
  JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
