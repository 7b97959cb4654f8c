-- Text search parsers.
SELECT format('%I.%I', n.nspname, p.prsname), NULL,
       'pg_ts_parser'::regclass, p.oid, 0, NULL::oid, NULL::aclitem[], '',
       p.prsstart AS start,
       p.prstoken AS "get token",
       p.prsend AS "end",
       nullif(p.prsheadline::oid, 0)::regproc AS headline,
       p.prslextype AS "token types"
  FROM pg_ts_parser p
  JOIN pg_namespace n ON n.oid = p.prsnamespace
 WHERE p.oid >= 16384
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
