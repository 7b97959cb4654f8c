-- Privileges on what comes with the server or with an extension, where they are not the initial ones: GRANT
-- ... ON ALL FUNCTIONS IN SCHEMA reaches an extension's functions too. Left out: the schema public, which
-- is told with the other schemas; the information schema, as in pg_dump.
SELECT format('on %s %s', a.type, a.identity), NULL,
       'pg_init_privs'::regclass, NULL::oid, 0, o.owner, o.acl, o.acl_type
  FROM (SELECT 'pg_class'::regclass, c.oid, c.relnamespace, c.relowner, c.relacl,
               CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END, 0
          FROM pg_class c
         UNION ALL
        SELECT 'pg_proc'::regclass, p.oid, p.pronamespace, p.proowner, p.proacl, 'f', 0
          FROM pg_proc p
         UNION ALL
        SELECT 'pg_type'::regclass, t.oid, t.typnamespace, t.typowner, t.typacl, 'T', 0
          FROM pg_type t
         UNION ALL
        SELECT 'pg_language'::regclass, l.oid, 11, l.lanowner, l.lanacl, 'l', 0
          FROM pg_language l
         UNION ALL
        SELECT 'pg_namespace'::regclass, n.oid, n.oid, n.nspowner, n.nspacl, 'n', 0
          FROM pg_namespace n
         UNION ALL
        SELECT 'pg_class'::regclass, t.attrelid, c.relnamespace, c.relowner, t.attacl, 'c', t.attnum
          FROM (SELECT s.attrelid, s.attnum, s.attacl
                  FROM pg_attribute s
                 WHERE s.attrelid < 16384 AND s.attacl IS NOT NULL
                OFFSET 0) AS t
          JOIN pg_class c ON c.oid = t.attrelid
         UNION ALL
        SELECT 'pg_class'::regclass, c.oid, c.relnamespace, c.relowner, a.attacl, 'c', a.attnum
          FROM pg_extension x
          JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = x.oid
                          AND d.classid = 'pg_class'::regclass
          JOIN pg_class c ON c.oid = d.objid
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL)
       AS o (class, id, namespace, owner, acl, acl_type, part)
  LEFT JOIN pg_init_privs i ON i.objoid = o.id AND i.classoid = o.class AND i.objsubid = o.part
  CROSS JOIN LATERAL coalesce(i.initprivs, acldefault(o.acl_type::"char", o.owner)) AS initial (acl)
  CROSS JOIN LATERAL pg_identify_object(o.class, o.id, o.part) AS a
 WHERE o.acl IS NOT NULL AND NOT (o.acl @> initial.acl AND o.acl <@ initial.acl)
   AND (o.id < 16384 AND o.namespace = 11 -- pg_catalog
        OR EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = o.class AND e.objid = o.id AND e.deptype = 'e'))
