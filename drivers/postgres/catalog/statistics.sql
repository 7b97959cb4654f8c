-- Extended statistics.
SELECT format('%I.%I', n.nspname, s.stxname), NULL,
       'pg_statistic_ext'::regclass, s.oid, 0, s.stxowner, NULL::aclitem[], '',
       pg_get_statisticsobjdef(s.oid) AS definition,
       nullif((to_jsonb(s) ->> 'stxstattarget')::int, -1) AS target
  FROM pg_statistic_ext s
  JOIN pg_namespace n ON n.oid = s.stxnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = s.stxrelid AND e.deptype = 'e'
                   OFFSET 0)
