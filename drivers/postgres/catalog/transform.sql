-- Transforms between types and procedural languages.
SELECT format('for %s language %I', format_type(t.trftype, NULL), l.lanname), NULL,
       'pg_transform'::regclass, t.oid, 0, NULL::oid, NULL::aclitem[], '',
       nullif(t.trffromsql::oid, 0)::regprocedure AS "from sql",
       nullif(t.trftosql::oid, 0)::regprocedure AS "to sql"
  FROM pg_transform t
  JOIN pg_language l ON l.oid = t.trflang
