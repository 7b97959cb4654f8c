-- Schemas whose tables a publication publishes.
-- needs: PostgreSQL 15
SELECT quote_ident(p.pubname) || ': ' || quote_ident(n.nspname), NULL,
       'pg_publication_namespace'::regclass, s.oid, 0, NULL::oid, NULL::aclitem[], ''
  FROM pg_publication_namespace s
  JOIN pg_publication p ON p.oid = s.pnpubid
  JOIN pg_namespace n ON n.oid = s.pnnspid
