-- Settings of this database (ALTER DATABASE ... SET), also those of one role in it (ALTER ROLE ... IN
-- DATABASE ... SET). Those of a role everywhere are told by the role.
SELECT concat_ws(' for ', split_part(c.setting, '=', 1), nullif(s.setrole, 0)::regrole::text), NULL,
       'pg_database'::regclass, NULL::oid, 0, NULL::oid, NULL::aclitem[], '',
       substr(c.setting, strpos(c.setting, '=') + 1) AS value
  FROM pg_db_role_setting s
  JOIN pg_database d ON d.oid = s.setdatabase
  CROSS JOIN LATERAL unnest(s.setconfig) AS c (setting)
 WHERE d.datname = current_database()
