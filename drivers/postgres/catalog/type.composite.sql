-- Composite types that are no table's row type, with their attributes in order.
SELECT format_type(t.oid, NULL), NULL, 'pg_type'::regclass, t.oid, 0, t.typowner, t.typacl, 'T',
       'composite' AS form,
       attributes.list AS attributes,
       attributes.comments AS "attribute comments"
  FROM pg_class c
  JOIN pg_type t ON t.oid = c.reltype
  CROSS JOIN LATERAL (
    SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                                'COLLATE ' || CASE WHEN a.attcollation <> u.typcollation
                                                   THEN a.attcollation::regcollation END),
                      ', ' ORDER BY a.attnum) AS list,
           string_agg(quote_ident(a.attname) || ': ' || d.description, '; ' ORDER BY a.attnum) AS comments
      FROM pg_attribute a
      JOIN pg_type u ON u.oid = a.atttypid
      LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid
                               AND d.objsubid = a.attnum
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS attributes
 WHERE c.oid >= 16384 AND c.relkind = 'c'
   AND NOT t.typnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
