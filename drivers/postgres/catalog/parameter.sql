-- Configuration parameters that somebody was granted (GRANT SET ON PARAMETER). Like roles they belong to the
-- server.
-- needs: PostgreSQL 15
SELECT a.parname, NULL, 'pg_parameter_acl'::regclass, a.oid, 0, 10::oid, a.paracl, 'p'
  FROM pg_parameter_acl a
