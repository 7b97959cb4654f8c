-- Aggregates.
SELECT format('%I.%I(%s)', n.nspname, p.proname,
              CASE p.pronargs WHEN 0 THEN '*' ELSE oidvectortypes(p.proargtypes) END), NULL,
       'pg_proc'::regclass, p.oid, 0, p.proowner, p.proacl, 'f',
       nullif(pg_get_function_arguments(p.oid), '') AS arguments,
       pg_get_function_result(p.oid) AS returns,
       CASE a.aggkind WHEN 'o' THEN 'ordered set' WHEN 'h' THEN 'hypothetical set' END AS form,
       nullif(a.aggtransfn::oid, 0)::regprocedure AS "state function",
       format_type(a.aggtranstype, NULL) AS "state type",
       nullif(a.aggtransspace, 0) AS "state size",
       nullif(a.aggfinalfn::oid, 0)::regprocedure AS "final function",
       CASE WHEN a.aggfinalextra THEN 'yes' END AS "final function extra",
       CASE a.aggfinalmodify WHEN 's' THEN 'shareable' WHEN 'w' THEN 'read write' END
         AS "final function modifies",
       nullif(a.aggcombinefn::oid, 0)::regprocedure AS "combine function",
       nullif(a.aggserialfn::oid, 0)::regprocedure AS "serial function",
       nullif(a.aggdeserialfn::oid, 0)::regprocedure AS "deserial function",
       a.agginitval AS "initial condition",
       nullif(a.aggmtransfn::oid, 0)::regprocedure AS "moving state function",
       nullif(a.aggminvtransfn::oid, 0)::regprocedure AS "moving inverse function",
       CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS "moving state type",
       nullif(a.aggmtransspace, 0) AS "moving state size",
       nullif(a.aggmfinalfn::oid, 0)::regprocedure AS "moving final function",
       CASE WHEN a.aggmfinalextra THEN 'yes' END AS "moving final function extra",
       CASE a.aggmfinalmodify WHEN 's' THEN 'shareable' WHEN 'w' THEN 'read write' END
         AS "moving final function modifies",
       a.aggminitval AS "moving initial condition",
       nullif(a.aggsortop, 0)::regoperator AS "sort operator",
       CASE p.proparallel WHEN 'u' THEN 'unsafe' WHEN 'r' THEN 'restricted' WHEN 's' THEN 'safe' END
         AS parallel
  FROM pg_proc p
  JOIN pg_aggregate a ON a.aggfnoid = p.oid
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE p.oid >= 16384 AND p.prokind = 'a'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
