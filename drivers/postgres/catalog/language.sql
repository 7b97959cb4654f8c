-- Procedural languages that no extension brings along.
SELECT quote_ident(l.lanname), NULL, 'pg_language'::regclass, l.oid, 0, l.lanowner, l.lanacl, 'l',
       CASE WHEN l.lanpltrusted THEN 'yes' END AS trusted,
       nullif(l.lanplcallfoid, 0)::regprocedure AS handler,
       nullif(l.laninline, 0)::regprocedure AS inline,
       nullif(l.lanvalidator, 0)::regprocedure AS validator
  FROM pg_language l
 WHERE l.oid >= 16384
