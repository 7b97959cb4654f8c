-- Memberships of the server's own roles, of which nothing else is told: GRANT somebody TO CURRENT_USER. Those of other
-- roles are told by the role.
SELECT format('of role %I in %I', m.rolname, g.rolname), NULL,
       'pg_auth_members'::regclass, NULL::oid, 0, NULL::oid, NULL::aclitem[], '',
       CASE WHEN bool_or(a.admin_option) THEN 'yes' END AS "admin option"
  FROM pg_auth_members a
  JOIN pg_roles m ON m.oid = a.member
  JOIN pg_roles g ON g.oid = a.roleid
 WHERE (m.oid = 10 OR m.rolname ~ '^pg_') AND (m.oid >= 16384 OR g.oid >= 16384 OR m.oid = 10 OR g.oid = 10)
 GROUP BY m.rolname, g.rolname
