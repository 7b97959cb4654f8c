-- Rules, but for the one that makes a view a view.
SELECT r.ev_class::regclass || '.' || quote_ident(r.rulename), r.ev_class::regclass::text,
       'pg_rewrite'::regclass, r.oid, 0, NULL::oid, NULL::aclitem[], '',
       pg_get_ruledef(r.oid) AS definition,
       CASE r.ev_enabled WHEN 'O' THEN 'yes' WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas only'
                         WHEN 'A' THEN 'always' END AS enabled
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
 WHERE r.oid >= 16384 AND r.rulename <> '_RETURN'
   AND NOT c.relnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
   AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
                   OFFSET 0)
