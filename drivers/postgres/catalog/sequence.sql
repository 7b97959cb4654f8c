-- Sequences, those of identity columns included. Where one stands is data and not told.
SELECT c.oid::regclass::text, o.refobjid::regclass::text,
       'pg_class'::regclass, c.oid, 0, c.relowner, c.relacl, 's',
       format_type(s.seqtypid, NULL) AS type,
       s.seqstart AS start,
       s.seqincrement AS increment,
       s.seqmin AS minimum,
       s.seqmax AS maximum,
       s.seqcache AS cache,
       CASE WHEN s.seqcycle THEN 'yes' END AS cycle,
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS unlogged,
       CASE o.deptype WHEN 'a' THEN o.refobjid::regclass || '.' || quote_ident(a.attname) END AS "owned by",
       CASE o.deptype WHEN 'i' THEN o.refobjid::regclass || '.' || quote_ident(a.attname) END AS "identity of"
  FROM pg_class c
 CROSS JOIN LATERAL (SELECT q.* FROM pg_sequence q WHERE q.seqrelid = c.oid OFFSET 0) AS s
  LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.objsubid = 0
                       AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0
                       AND o.deptype IN ('a', 'i')
  LEFT JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
 WHERE c.oid >= 16384 AND c.relkind = 'S'
   AND NOT c.relnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
