-- What goes with an extension without being part of it (ALTER ... DEPENDS ON EXTENSION).
SELECT format('of %s %s on %I', o.type, o.identity, x.extname), NULL,
       d.classid::regclass, NULL::oid, 0, NULL::oid, NULL::aclitem[], ''
  FROM pg_extension x
  JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = x.oid AND d.deptype = 'x'
  CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) AS o
