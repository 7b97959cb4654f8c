-- Settings of all databases (ALTER ROLE ALL SET), and those of the server's own roles, of which nothing else is told.
-- Those of other roles are told by the role.
SELECT concat_ws(' for ', split_part(c.setting, '=', 1), nullif(s.setrole, 0)::regrole::text), NULL,
       'pg_authid'::regclass, NULL::oid, 0, NULL::oid, NULL::aclitem[], '',
       substr(c.setting, strpos(c.setting, '=') + 1) AS value
  FROM pg_db_role_setting s
  LEFT JOIN pg_roles r ON r.oid = s.setrole
  CROSS JOIN LATERAL unnest(s.setconfig) AS c (setting)
 WHERE s.setdatabase = 0 AND (s.setrole IN (0, 10) OR r.rolname ~ '^pg_')
