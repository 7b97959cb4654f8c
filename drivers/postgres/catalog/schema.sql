-- Schemas. Names that begin with pg_ are the server's own, those of temporary objects included.
SELECT quote_ident(n.nspname), NULL, 'pg_namespace'::regclass, n.oid, 0, n.nspowner, n.nspacl, 'n'
  FROM pg_namespace n
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
