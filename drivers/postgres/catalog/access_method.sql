-- Access methods of tables and indexes.
SELECT quote_ident(a.amname), NULL, 'pg_am'::regclass, a.oid, 0, NULL::oid, NULL::aclitem[], '',
       CASE a.amtype WHEN 't' THEN 'table' WHEN 'i' THEN 'index' END AS type,
       a.amhandler AS handler
  FROM pg_am a
 WHERE a.oid >= 16384
