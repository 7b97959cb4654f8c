-- The database itself, which has no name here: a scratch database is called otherwise every time.
SELECT 'itself', NULL, 'pg_database'::regclass, d.oid, 0, d.datdba, d.datacl, 'd',
       nullif(d.datconnlimit, -1) AS "connection limit",
       CASE WHEN d.datistemplate THEN 'yes' END AS template,
       CASE WHEN NOT d.datallowconn THEN 'no' END AS "connections allowed",
       s.description AS comment
  FROM pg_database d
  LEFT JOIN pg_shdescription s ON s.classoid = 'pg_database'::regclass AND s.objoid = d.oid
 WHERE d.datname = current_database()
