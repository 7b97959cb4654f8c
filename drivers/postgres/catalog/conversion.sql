-- Conversions between encodings.
SELECT format('%I.%I', n.nspname, c.conname), NULL,
       'pg_conversion'::regclass, c.oid, 0, c.conowner, NULL::aclitem[], '',
       pg_encoding_to_char(c.conforencoding) AS "from",
       pg_encoding_to_char(c.contoencoding) AS "to",
       c.conproc AS function,
       CASE WHEN c.condefault THEN 'yes' END AS "default"
  FROM pg_conversion c
  JOIN pg_namespace n ON n.oid = c.connamespace
 WHERE c.oid >= 16384
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
