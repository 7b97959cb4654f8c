-- Triggers of tables and views, constraint triggers included. Those that the server makes by itself are left
-- out: a foreign key's, and what a partitioned table's trigger makes of itself in the partitions, unless that
-- was enabled or disabled apart from the trigger it comes from.
SELECT g.tgrelid::regclass || '.' || quote_ident(g.tgname), g.tgrelid::regclass::text,
       'pg_trigger'::regclass, g.oid, 0, NULL::oid, NULL::aclitem[], '',
       pg_get_triggerdef(g.oid) AS definition,
       CASE g.tgenabled WHEN 'O' THEN 'yes' WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas only'
                        WHEN 'A' THEN 'always' END AS enabled
  FROM pg_trigger g
  JOIN pg_class c ON c.oid = g.tgrelid
 WHERE NOT c.relnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
   AND CASE WHEN g.tgparentid = 0 THEN NOT g.tgisinternal
            ELSE g.tgconstrrelid = 0
                 AND g.tgenabled <> (SELECT p.tgenabled FROM pg_trigger p WHERE p.oid = g.tgparentid) END
   AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
                   OFFSET 0)
