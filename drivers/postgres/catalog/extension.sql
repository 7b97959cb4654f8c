-- Extensions. What they consist of is left out everywhere; the version stands for it.
SELECT quote_ident(x.extname), NULL, 'pg_extension'::regclass, x.oid, 0, x.extowner, NULL::aclitem[], '',
       quote_ident(n.nspname) AS schema,
       x.extversion AS version
  FROM pg_extension x
  JOIN pg_namespace n ON n.oid = x.extnamespace
