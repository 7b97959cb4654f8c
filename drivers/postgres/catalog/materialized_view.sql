-- Materialized views. One that was never filled cannot be read, so that is told, though pg_dump does not.
SELECT c.oid::regclass::text, NULL, 'pg_class'::regclass, c.oid, 0, c.relowner, c.relacl, 'r',
       pg_get_viewdef(c.oid) AS definition,
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
       CASE WHEN c.relispopulated THEN 'yes' END AS populated
  FROM pg_class c
  LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
 WHERE c.oid >= 16384 AND c.relkind = 'm'
   AND NOT c.relnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
