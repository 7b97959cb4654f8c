-- Base types, and the shell types that stand for a type until it is defined, of which nothing is known but
-- the name. The array type that comes with every type is left out.
SELECT format_type(t.oid, NULL), NULL, 'pg_type'::regclass, t.oid, 0, t.typowner, t.typacl, 'T',
       CASE WHEN NOT t.typisdefined THEN 'shell type' ELSE 'type' END AS kind,
       b.*
  FROM pg_type t
  LEFT JOIN LATERAL (
    SELECT 'base' AS form,
           nullif(t.typinput::oid, 0)::regproc AS input,
           nullif(t.typoutput::oid, 0)::regproc AS output,
           nullif(t.typreceive::oid, 0)::regproc AS receive,
           nullif(t.typsend::oid, 0)::regproc AS send,
           nullif(t.typmodin::oid, 0)::regproc AS "modifier input",
           nullif(t.typmodout::oid, 0)::regproc AS "modifier output",
           nullif(t.typanalyze::oid, 0)::regproc AS analyze,
           nullif(to_jsonb(t) ->> 'typsubscript', '-') AS subscript,
           CASE t.typlen WHEN -1 THEN 'variable' ELSE t.typlen::text END AS length,
           CASE WHEN t.typbyval THEN 'yes' END AS "passed by value",
           CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2'
                           WHEN 'i' THEN 'int4' WHEN 'd' THEN 'double' END AS alignment,
           CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external'
                             WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended' END AS storage,
           t.typcategory AS category,
           CASE WHEN t.typispreferred THEN 'yes' END AS preferred,
           t.typdefault AS "default",
           CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END AS element,
           t.typdelim AS delimiter,
           CASE WHEN t.typcollation <> 0 THEN 'yes' END AS collatable) AS b ON t.typisdefined
 WHERE t.oid >= 16384 AND t.typtype IN ('b', 'p')
   AND NOT t.typnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
   AND NOT EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)
