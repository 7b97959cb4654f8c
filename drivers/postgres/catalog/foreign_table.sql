-- Foreign tables. Their columns are with those of all tables.
SELECT c.oid::regclass::text, NULL, 'pg_class'::regclass, c.oid, 0, c.relowner, c.relacl, 'r',
       quote_ident(s.srvname) AS server,
       (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(f.ftoptions) o) AS options,
       (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
          FROM pg_inherits i
         WHERE i.inhrelid = c.oid) AS inherits,
       pg_get_expr(c.relpartbound, c.oid) AS "partition bound"
  FROM pg_foreign_table f
  JOIN pg_class c ON c.oid = f.ftrelid
  JOIN pg_foreign_server s ON s.oid = f.ftserver
