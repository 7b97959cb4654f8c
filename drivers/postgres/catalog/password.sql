-- That a role has a password, and how the server keeps it. What it keeps has another salt each time that the same
-- password is set, so that nothing but this can be compared; where it has none, four digits of its digest can.
-- needs: superuser
SELECT format('of role %I', a.rolname), NULL, 'pg_authid'::regclass, a.oid, 0, NULL::oid, NULL::aclitem[], '',
       CASE WHEN a.rolpassword ~ '^SCRAM-' THEN substring(a.rolpassword FROM '^[^:]*') || ' iterations'
            ELSE format('md5 (secret %s)', left(md5(a.rolpassword), 4)) END AS kept
  FROM pg_authid a
 WHERE a.rolpassword IS NOT NULL
