-- Tables and partitioned tables. Columns, constraints, indexes, triggers, rules and policies are objects of
-- their own. A replica identity that is an index is told by that index, and so is what a table is clustered
-- on.
SELECT c.oid::regclass::text, NULL, 'pg_class'::regclass, c.oid, 0, c.relowner, c.relacl, 'r',
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS unlogged,
       CASE WHEN c.relam = 2 THEN 'heap'
            WHEN c.relam <> 0
            THEN /*rare*/ (SELECT a.amname FROM pg_am a WHERE a.oid = c.relam) /*end*/ END AS "access method",
       CASE WHEN c.reltablespace <> 0
            THEN /*rare*/ (SELECT quote_ident(s.spcname)
                             FROM pg_tablespace s
                            WHERE s.oid = c.reltablespace) /*end*/ END AS tablespace,
       CASE WHEN c.reloptions IS NOT NULL OR toast.reloptions IS NOT NULL
            THEN /*rare*/ (SELECT string_agg(o.option, ', ' ORDER BY o.option COLLATE "C")
                             FROM (SELECT unnest(c.reloptions)
                                    UNION ALL
                                   SELECT 'toast.' || unnest(toast.reloptions)) AS o (option)) /*end*/ END
         AS options,
       CASE c.reloftype WHEN 0 THEN NULL ELSE format_type(c.reloftype, NULL) END AS "of type",
       CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS "partitioned by",
       CASE WHEN NOT c.relispartition AND /*each*/ EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
                                           /*all: c.oid IN (SELECT i.inhrelid FROM pg_inherits i) */
            THEN /*rare*/ (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
                             FROM pg_inherits i
                            WHERE i.inhrelid = c.oid) /*end*/ END AS inherits,
       CASE WHEN c.relispartition
            THEN (SELECT i.inhparent::regclass FROM pg_inherits i WHERE i.inhrelid = c.oid) END
         AS "partition of",
       pg_get_expr(c.relpartbound, c.oid) AS "partition bound",
       CASE WHEN c.relispartition
            THEN (SELECT CASE to_jsonb(i) ->> 'inhdetachpending' WHEN 'true' THEN 'yes' END
                    FROM pg_inherits i
                   WHERE i.inhrelid = c.oid) END AS "detach pending",
       CASE WHEN c.relrowsecurity THEN 'yes' END AS "row security",
       CASE WHEN c.relforcerowsecurity THEN 'yes' END AS "row security forced",
       CASE c.relreplident
         WHEN 'f' THEN 'full'
         WHEN 'n' THEN 'nothing'
         WHEN 'i' THEN /*rare*/ CASE WHEN NOT EXISTS (SELECT FROM pg_index x
                                                       WHERE x.indrelid = c.oid AND x.indisreplident)
                                     THEN 'an index that was dropped' END /*end*/ END AS "replica identity"
  FROM pg_class c
  LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
 WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p')
   AND NOT c.relnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
