-- Functions and procedures, named with the types of their arguments, as they are called. The body of one
-- that is written as BEGIN ATOMIC or RETURN is what the server makes of its parsed form. The constructors
-- that come with a range type are left out.
SELECT format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)), NULL,
       'pg_proc'::regclass, p.oid, 0, p.proowner, p.proacl, 'f',
       CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
       nullif(pg_get_function_arguments(p.oid), '') AS arguments,
       pg_get_function_result(p.oid) AS returns,
       quote_ident(l.lanname) AS language,
       CASE WHEN p.prokind = 'w' THEN 'yes' END AS "window",
       CASE p.provolatile WHEN 'v' THEN 'volatile' WHEN 's' THEN 'stable' WHEN 'i' THEN 'immutable' END
         AS volatility,
       CASE WHEN p.proisstrict THEN 'yes' END AS strict,
       CASE WHEN p.prosecdef THEN 'yes' END AS "security definer",
       CASE WHEN p.proleakproof THEN 'yes' END AS leakproof,
       CASE p.proparallel WHEN 'u' THEN 'unsafe' WHEN 'r' THEN 'restricted' WHEN 's' THEN 'safe' END
         AS parallel,
       p.procost AS cost,
       nullif(p.prorows, 0) AS rows,
       nullif(p.prosupport::oid, 0)::regproc AS support,
       (SELECT string_agg(format_type(t, NULL), ', ' ORDER BY i)
          FROM unnest(p.protrftypes) WITH ORDINALITY AS u (t, i)) AS transforms,
       (SELECT string_agg(s, '; ' ORDER BY s COLLATE "C") FROM unnest(p.proconfig) s) AS settings,
       p.probin AS library,
       CASE WHEN p.atomic
            THEN substring(pg_get_functiondef(p.oid) FROM E'\n((?:BEGIN ATOMIC|RETURN ).*)\n$')
            ELSE p.prosrc END AS body
  FROM pg_namespace n
  CROSS JOIN (SELECT NULL AS prosqlbody) AS before_14
  CROSS JOIN LATERAL (SELECT p.*, prosqlbody IS NOT NULL AS atomic
                        FROM pg_proc p
                       WHERE p.pronamespace = n.oid) AS p
  JOIN pg_language l ON l.oid = p.prolang
 WHERE p.oid >= 16384 AND p.prokind <> 'a'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT FROM pg_depend i
                    WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i'
                   OFFSET 0)
