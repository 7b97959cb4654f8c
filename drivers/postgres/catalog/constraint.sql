SELECT format('%I.%I.%I', n.nspname, c.relname, k.conname) AS name,
       format('%I.%I', n.nspname, c.relname) AS parent, k.oid::text AS identity,
       pg_get_constraintdef(k.oid) AS definition
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
