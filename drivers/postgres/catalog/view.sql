-- Views. The check option is one of the options.
SELECT c.oid::regclass::text, NULL, 'pg_class'::regclass, c.oid, 0, c.relowner, c.relacl, 'r',
       pg_get_viewdef(c.oid) AS definition,
       CASE WHEN c.reloptions IS NOT NULL
            THEN /*rare*/ (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C")
                             FROM unnest(c.reloptions) o) /*end*/ END AS options
  FROM pg_class c
 WHERE c.oid >= 16384 AND c.relkind = 'v'
   AND NOT c.relnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
