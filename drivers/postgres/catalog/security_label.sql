-- Security labels of everything in the database that can have one.
SELECT format('of %s on %s %s', l.provider, o.type, o.identity), NULL,
       'pg_seclabel'::regclass, NULL::oid, 0, NULL::oid, NULL::aclitem[], '',
       l.label
  FROM pg_seclabel l
  CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) AS o
