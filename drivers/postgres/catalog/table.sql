-- Tables and partitioned tables. Columns, constraints, indexes, triggers, rules and policies are objects of
-- their own. A replica identity that is an index is told by that index, and so is what a table is clustered
-- on.
SELECT c.oid::regclass::text, NULL, 'pg_class'::regclass, c.oid, 0, c.relowner, c.relacl, 'r',
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS unlogged,
       am.amname AS "access method",
       quote_ident(s.spcname) AS tablespace,
       (SELECT string_agg(o.option, ', ' ORDER BY o.option COLLATE "C")
          FROM (SELECT unnest(c.reloptions)
                 UNION ALL
                SELECT 'toast.' || unnest(toast.reloptions)) AS o (option)) AS options,
       CASE c.reloftype WHEN 0 THEN NULL ELSE format_type(c.reloftype, NULL) END AS "of type",
       CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS "partitioned by",
       CASE WHEN NOT c.relispartition THEN inheritance.parents END AS inherits,
       CASE WHEN c.relispartition THEN inheritance.parents END AS "partition of",
       pg_get_expr(c.relpartbound, c.oid) AS "partition bound",
       inheritance.detaching AS "detach pending",
       CASE WHEN c.relrowsecurity THEN 'yes' END AS "row security",
       CASE WHEN c.relforcerowsecurity THEN 'yes' END AS "row security forced",
       CASE c.relreplident
         WHEN 'f' THEN 'full'
         WHEN 'n' THEN 'nothing'
         WHEN 'i' THEN CASE WHEN NOT EXISTS (SELECT FROM pg_index x
                                              WHERE x.indrelid = c.oid AND x.indisreplident)
                            THEN 'an index that was dropped' END END AS "replica identity"
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am am ON am.oid = c.relam
  LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
  LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
  -- in the order that the columns come in
  CROSS JOIN LATERAL (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) AS parents,
                             max(CASE WHEN to_jsonb(i) ->> 'inhdetachpending' = 'true' THEN 'yes' END)
                               AS detaching
                        FROM pg_inherits i
                       WHERE i.inhrelid = c.oid) AS inheritance
 WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p')
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
