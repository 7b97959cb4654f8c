-- Range types. The multirange type of each is told by its name only.
SELECT format_type(t.oid, NULL), NULL, 'pg_type'::regclass, t.oid, 0, t.typowner, t.typacl, 'T',
       'range' AS form,
       format_type(r.rngsubtype, NULL) AS subtype,
       format('%I.%I', o.nspname, c.opcname) AS "operator class",
       CASE WHEN r.rngcollation <> s.typcollation THEN r.rngcollation::regcollation END AS collation,
       nullif(r.rngcanonical::oid, 0)::regproc AS canonical,
       nullif(r.rngsubdiff::oid, 0)::regproc AS "subtype difference",
       format_type((to_jsonb(r) ->> 'rngmultitypid')::oid, NULL) AS "multirange type"
  FROM pg_range r
  JOIN pg_type t ON t.oid = r.rngtypid
  JOIN pg_type s ON s.oid = r.rngsubtype
  JOIN pg_opclass c ON c.oid = r.rngsubopc
  JOIN pg_namespace o ON o.oid = c.opcnamespace
 WHERE t.oid >= 16384
   AND NOT t.typnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
