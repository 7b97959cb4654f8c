-- Operators. One without a function is a promise that another operator made by naming it; it is left out.
SELECT format('%I.%s (%s, %s)', n.nspname, o.oprname,
              CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
              CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END), NULL,
       'pg_operator'::regclass, o.oid, 0, o.oprowner, NULL::aclitem[], '',
       o.oprcode::regprocedure AS function,
       nullif(o.oprcom, 0)::regoperator AS commutator,
       nullif(o.oprnegate, 0)::regoperator AS negator,
       nullif(o.oprrest::oid, 0)::regproc AS "restriction estimator",
       nullif(o.oprjoin::oid, 0)::regproc AS "join estimator",
       CASE WHEN o.oprcanhash THEN 'yes' END AS hashes,
       CASE WHEN o.oprcanmerge THEN 'yes' END AS merges
  FROM pg_operator o
  JOIN pg_namespace n ON n.oid = o.oprnamespace
 WHERE o.oid >= 16384 AND o.oprcode::oid <> 0
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
