-- Security labels of everything in the database that can have one, of the database itself, and of roles and
-- tablespaces.
SELECT format('of %s on %s', l.provider, o.name), NULL,
       'pg_seclabel'::regclass, NULL::oid, 0, NULL::oid, NULL::aclitem[], '',
       l.label
  FROM (SELECT s.classoid, s.objoid, s.objsubid, s.provider, s.label
          FROM pg_seclabel s
         UNION ALL
        SELECT s.classoid, s.objoid, 0, s.provider, s.label
          FROM pg_shseclabel s
          LEFT JOIN pg_database d ON s.classoid = 'pg_database'::regclass AND d.oid = s.objoid
         WHERE s.classoid <> 'pg_database'::regclass OR d.datname = current_database()) AS l
  CROSS JOIN LATERAL (SELECT CASE l.classoid WHEN 'pg_database'::regclass THEN 'database itself'
                                             ELSE concat_ws(' ', i.type, i.identity) END AS name
                        FROM pg_identify_object(l.classoid, l.objoid, l.objsubid) AS i) AS o
