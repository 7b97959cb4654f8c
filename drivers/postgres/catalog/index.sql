-- Indexes, but for those behind a constraint, which the constraint tells. The definition says everything that
-- CREATE INDEX can say apart from the tablespace.
SELECT i.oid::regclass::text, x.indrelid::regclass::text,
       'pg_class'::regclass, i.oid, 0, NULL::oid, NULL::aclitem[], '',
       pg_get_indexdef(i.oid) AS definition,
       CASE WHEN i.reltablespace <> 0
            THEN /*rare*/ (SELECT quote_ident(s.spcname)
                             FROM pg_tablespace s
                            WHERE s.oid = i.reltablespace) /*end*/ END AS tablespace,
       CASE WHEN NOT x.indisvalid THEN 'yes' END AS invalid,
       CASE WHEN x.indisclustered THEN 'yes' END AS clustered,
       CASE WHEN x.indisreplident THEN 'yes' END AS "replica identity",
       CASE WHEN EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.oid AND a.attstattarget <> -1)
            THEN /*rare*/ (SELECT string_agg(format('column %s: %s', a.attnum, a.attstattarget), ', '
                                             ORDER BY a.attnum)
                             FROM pg_attribute a
                            WHERE a.attrelid = i.oid AND a.attstattarget <> -1) /*end*/ END AS statistics,
       CASE WHEN i.relispartition
            THEN /*rare*/ (SELECT p.inhparent::regclass::text
                             FROM pg_inherits p
                            WHERE p.inhrelid = i.oid) /*end*/ END AS "partition of"
  FROM pg_class i
  JOIN pg_index x ON x.indexrelid = i.oid
 WHERE i.oid >= 16384 AND i.relkind IN ('i', 'I')
   AND NOT i.relnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
   AND NOT /*each*/ EXISTS (SELECT FROM pg_constraint k
                             WHERE k.conrelid = x.indrelid AND k.conindid = i.oid
                               AND k.contype IN ('p', 'u', 'x')
                            OFFSET 0)
           /*all: i.oid IN (SELECT k.conindid FROM pg_constraint k WHERE k.contype IN ('p', 'u', 'x')) */
   AND NOT /*each*/ EXISTS (SELECT FROM pg_depend e
                             WHERE e.classid = 'pg_class'::regclass AND e.objid = x.indrelid
                               AND e.deptype = 'e'
                            OFFSET 0)
           /*all: x.indrelid IN (SELECT e.objid
                             FROM pg_depend e
                            WHERE e.refclassid = 'pg_extension'::regclass
                              AND e.classid = 'pg_class'::regclass AND e.deptype = 'e') */
