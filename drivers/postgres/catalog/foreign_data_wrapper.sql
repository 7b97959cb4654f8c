-- Foreign data wrappers.
SELECT quote_ident(w.fdwname), NULL, 'pg_foreign_data_wrapper'::regclass, w.oid, 0, w.fdwowner, w.fdwacl, 'F',
       nullif(w.fdwhandler, 0)::regprocedure AS handler,
       nullif(w.fdwvalidator, 0)::regprocedure AS validator,
       (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(w.fdwoptions) o) AS options
  FROM pg_foreign_data_wrapper w
