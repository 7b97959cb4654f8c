-- Text search templates.
SELECT format('%I.%I', n.nspname, t.tmplname), NULL,
       'pg_ts_template'::regclass, t.oid, 0, NULL::oid, NULL::aclitem[], '',
       nullif(t.tmplinit::oid, 0)::regproc AS init,
       t.tmpllexize AS lexize
  FROM pg_ts_template t
  JOIN pg_namespace n ON n.oid = t.tmplnamespace
 WHERE t.oid >= 16384
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
