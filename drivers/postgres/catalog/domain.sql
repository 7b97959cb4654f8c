-- Domains. Their constraints are objects of their own.
SELECT format_type(t.oid, NULL), NULL, 'pg_type'::regclass, t.oid, 0, t.typowner, t.typacl, 'T',
       format_type(t.typbasetype, t.typtypmod) AS type,
       CASE WHEN t.typnotnull THEN 'yes' END AS "not null",
       coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) AS "default",
       CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation END AS collation
  FROM pg_type t
  JOIN pg_type b ON b.oid = t.typbasetype
 WHERE t.oid >= 16384 AND t.typtype = 'd'
   AND NOT t.typnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
