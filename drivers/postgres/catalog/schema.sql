SELECT quote_ident(n.nspname) AS name, NULL AS parent, n.oid::text AS identity,
       pg_get_userbyid(n.nspowner) AS owner
  FROM pg_namespace n
 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
