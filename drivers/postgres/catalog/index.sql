-- Indexes, but for those behind a constraint, which the constraint tells. The definition says everything that
-- CREATE INDEX can say apart from the tablespace.
SELECT i.oid::regclass::text, x.indrelid::regclass::text,
       'pg_class'::regclass, i.oid, 0, NULL::oid, NULL::aclitem[], '',
       pg_get_indexdef(i.oid) AS definition,
       quote_ident(s.spcname) AS tablespace,
       CASE WHEN NOT x.indisvalid THEN 'yes' END AS invalid,
       CASE WHEN x.indisclustered THEN 'yes' END AS clustered,
       CASE WHEN x.indisreplident THEN 'yes' END AS "replica identity",
       (SELECT string_agg(format('column %s: %s', a.attnum, a.attstattarget), ', ' ORDER BY a.attnum)
          FROM pg_attribute a
         WHERE a.attrelid = i.oid AND a.attstattarget <> -1) AS statistics,
       (SELECT p.inhparent::regclass::text FROM pg_inherits p WHERE p.inhrelid = i.oid) AS "partition of"
  FROM pg_class i
  JOIN pg_namespace n ON n.oid = i.relnamespace
  JOIN pg_index x ON x.indexrelid = i.oid
  LEFT JOIN pg_tablespace s ON s.oid = i.reltablespace
 WHERE i.oid >= 16384 AND i.relkind IN ('i', 'I')
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT FROM pg_constraint k
                    WHERE k.conrelid = x.indrelid AND k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')
                   OFFSET 0)
   AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = x.indrelid AND e.deptype = 'e'
                   OFFSET 0)
