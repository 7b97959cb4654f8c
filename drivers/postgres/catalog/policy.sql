-- Row security policies.
SELECT p.polrelid::regclass || '.' || quote_ident(p.polname), p.polrelid::regclass::text,
       'pg_policy'::regclass, p.oid, 0, NULL::oid, NULL::aclitem[], '',
       CASE p.polcmd WHEN '*' THEN 'all' WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert'
                     WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' END AS command,
       CASE WHEN NOT p.polpermissive THEN 'yes' END AS restrictive,
       (SELECT string_agg(coalesce(nullif(r, 0)::regrole::text, 'PUBLIC'), ', '
                          ORDER BY r::regrole::text COLLATE "C")
          FROM unnest(p.polroles) r) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS "using",
       pg_get_expr(p.polwithcheck, p.polrelid) AS "with check"
  FROM pg_policy p
  JOIN pg_class c ON c.oid = p.polrelid
 WHERE NOT c.relnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
   AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
                   OFFSET 0)
