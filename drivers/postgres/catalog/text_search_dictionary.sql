-- Text search dictionaries.
SELECT format('%I.%I', n.nspname, d.dictname), NULL,
       'pg_ts_dict'::regclass, d.oid, 0, d.dictowner, NULL::aclitem[], '',
       format('%I.%I', tn.nspname, t.tmplname) AS template,
       d.dictinitoption AS options
  FROM pg_ts_dict d
  JOIN pg_ts_template t ON t.oid = d.dicttemplate
  JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
  JOIN pg_namespace n ON n.oid = d.dictnamespace
 WHERE d.oid >= 16384
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
