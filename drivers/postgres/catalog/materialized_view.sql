-- Materialized views. One that was never filled cannot be read, so that is told, though pg_dump does not.
SELECT c.oid::regclass::text, NULL, 'pg_class'::regclass, c.oid, 0, c.relowner, c.relacl, 'r',
       pg_get_viewdef(c.oid) AS definition,
       am.amname AS "access method",
       quote_ident(s.spcname) AS tablespace,
       (SELECT string_agg(o.option, ', ' ORDER BY o.option COLLATE "C")
          FROM (SELECT unnest(c.reloptions)
                 UNION ALL
                SELECT 'toast.' || unnest(toast.reloptions)) AS o (option)) AS options,
       CASE WHEN c.relispopulated THEN 'yes' END AS populated
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am am ON am.oid = c.relam
  LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
  LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
 WHERE c.oid >= 16384 AND c.relkind = 'm'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
