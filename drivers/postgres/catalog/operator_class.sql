-- Operator classes, with the operators and functions that belong to them.
SELECT format('%I.%I USING %I', n.nspname, c.opcname, am.amname), NULL,
       'pg_opclass'::regclass, c.oid, 0, c.opcowner, NULL::aclitem[], '',
       format_type(c.opcintype, NULL) AS type,
       CASE WHEN c.opcdefault THEN 'yes' END AS "default",
       format('%I.%I', fn.nspname, f.opfname) AS family,
       CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END AS storage,
       (SELECT string_agg(concat_ws(' ', o.amopstrategy, o.amopopr::regoperator,
                                    'FOR ORDER BY ' || s.opfname), ', '
                          ORDER BY o.amopstrategy, o.amopopr::regoperator::text COLLATE "C")
          FROM pg_depend d
          JOIN pg_amop o ON o.oid = d.objid
          LEFT JOIN pg_opfamily s ON s.oid = o.amopsortfamily
         WHERE d.classid = 'pg_amop'::regclass
           AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid) AS operators,
       (SELECT string_agg(format('%s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, NULL),
                                 format_type(p.amprocrighttype, NULL), p.amproc::regprocedure), ', '
                          ORDER BY p.amprocnum, p.amproc::regprocedure::text COLLATE "C")
          FROM pg_depend d
          JOIN pg_amproc p ON p.oid = d.objid
         WHERE d.classid = 'pg_amproc'::regclass
           AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid) AS functions
  FROM pg_opclass c
  JOIN pg_am am ON am.oid = c.opcmethod
  JOIN pg_opfamily f ON f.oid = c.opcfamily
  JOIN pg_namespace fn ON fn.oid = f.opfnamespace
  JOIN pg_namespace n ON n.oid = c.opcnamespace
 WHERE c.oid >= 16384
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
