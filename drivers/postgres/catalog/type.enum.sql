-- Enums, with their labels in order.
SELECT format_type(t.oid, NULL), NULL, 'pg_type'::regclass, t.oid, 0, t.typowner, t.typacl, 'T',
       'enum' AS form,
       (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
          FROM pg_enum e
         WHERE e.enumtypid = t.oid) AS labels
  FROM pg_type t
 WHERE t.oid >= 16384 AND t.typtype = 'e'
   AND NOT t.typnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
