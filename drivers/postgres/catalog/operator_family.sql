-- Operator families, with the operators and functions that belong to none of their classes.
SELECT format('%I.%I USING %I', n.nspname, f.opfname, am.amname), NULL,
       'pg_opfamily'::regclass, f.oid, 0, f.opfowner, NULL::aclitem[], '',
       (SELECT string_agg(format('%s %s', o.amopstrategy, o.amopopr::regoperator), ', '
                          ORDER BY o.amopstrategy, o.amopopr::regoperator::text COLLATE "C")
          FROM pg_amop o
          JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = o.oid
                          AND d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = f.oid
         WHERE o.amopfamily = f.oid) AS operators,
       (SELECT string_agg(format('%s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, NULL),
                                 format_type(p.amprocrighttype, NULL), p.amproc::regprocedure), ', '
                          ORDER BY p.amprocnum, p.amproc::regprocedure::text COLLATE "C")
          FROM pg_amproc p
          JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = p.oid
                          AND d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = f.oid
         WHERE p.amprocfamily = f.oid) AS functions
  FROM pg_opfamily f
  JOIN pg_am am ON am.oid = f.opfmethod
  JOIN pg_namespace n ON n.oid = f.opfnamespace
 WHERE f.oid >= 16384
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
