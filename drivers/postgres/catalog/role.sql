-- Roles that are not there in a pristine server. They belong to the server and not to the database, so one
-- that a migration leaves behind is there for every other database too. Who granted a membership is told unless it
-- was the server's first role.
SELECT quote_ident(r.rolname), NULL, 'pg_authid'::regclass, r.oid, 0, NULL::oid, NULL::aclitem[], '',
       CASE WHEN r.rolcanlogin THEN 'yes' END AS login,
       CASE WHEN r.rolsuper THEN 'yes' END AS superuser,
       CASE WHEN NOT r.rolinherit THEN 'no' END AS inherit,
       CASE WHEN r.rolcreaterole THEN 'yes' END AS "create roles",
       CASE WHEN r.rolcreatedb THEN 'yes' END AS "create databases",
       CASE WHEN r.rolreplication THEN 'yes' END AS replication,
       CASE WHEN r.rolbypassrls THEN 'yes' END AS "bypass row security",
       nullif(r.rolconnlimit, -1) AS "connection limit",
       nullif(r.rolvaliduntil, 'infinity') AS "valid until",
       (SELECT string_agg(s, '; ' ORDER BY s COLLATE "C") FROM unnest(r.rolconfig) s) AS settings,
       (SELECT string_agg(concat_ws(' ', m.roleid::regrole,
                                    CASE WHEN m.admin_option THEN 'with admin option' END,
                                    CASE WHEN to_jsonb(m) ->> 'inherit_option' = 'false'
                                         THEN 'without inherit' END,
                                    CASE WHEN to_jsonb(m) ->> 'set_option' = 'false'
                                         THEN 'without set' END,
                                    (SELECT 'granted by ' || quote_ident(g.rolname)
                                       FROM pg_roles g
                                      WHERE g.oid = m.grantor AND g.oid <> 10)),
                          ', ' ORDER BY m.roleid::regrole::text COLLATE "C",
                                        m.grantor::regrole::text COLLATE "C")
          FROM pg_auth_members m
         WHERE m.member = r.oid) AS "member of",
       s.description AS comment
  FROM pg_roles r
  LEFT JOIN pg_shdescription s ON s.classoid = 'pg_authid'::regclass AND s.objoid = r.oid
 WHERE r.rolname !~ '^pg_' AND r.oid <> 10
