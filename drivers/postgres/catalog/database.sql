-- The database itself, which has no name here: a scratch database is called otherwise every time. Its encoding and
-- locale are left out, which no migration can change, and which a scratch database has from its server. There is one,
-- so it needs no id: a copy's would be another.
SELECT 'itself', NULL, 'pg_database'::regclass, 0, 0, d.datdba, d.datacl, 'd',
       nullif(d.datconnlimit, -1) AS "connection limit",
       CASE WHEN d.datistemplate THEN 'yes' END AS template,
       s.description AS comment
  FROM pg_database d
  LEFT JOIN pg_shdescription s ON s.classoid = 'pg_database'::regclass AND s.objoid = d.oid
 WHERE d.datname = current_database()
