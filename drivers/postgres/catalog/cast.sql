-- Casts. The one from a range type to its multirange type comes with the range type and is left out.
SELECT format('(%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)), NULL,
       'pg_cast'::regclass, c.oid, 0, NULL::oid, NULL::aclitem[], '',
       CASE c.castmethod WHEN 'f' THEN 'function' WHEN 'i' THEN 'in and out' WHEN 'b' THEN 'binary' END
         AS method,
       nullif(c.castfunc, 0)::regprocedure AS function,
       CASE c.castcontext WHEN 'e' THEN 'explicit' WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' END
         AS context
  FROM pg_cast c
 WHERE c.oid >= 16384
   AND NOT EXISTS (SELECT FROM pg_depend i
                    WHERE i.classid = 'pg_cast'::regclass AND i.objid = c.oid AND i.deptype = 'i'
                   OFFSET 0)
