-- Tables of publications.
SELECT quote_ident(p.pubname) || ': ' || r.prrelid::regclass, NULL,
       'pg_publication_rel'::regclass, r.oid, 0, NULL::oid, NULL::aclitem[], '',
       (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
          FROM pg_attribute a
         WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.attributes)) AS columns,
       pg_get_expr(r.filter, r.prrelid) AS "where"
  FROM (SELECT NULL::int2vector AS prattrs, NULL::pg_node_tree AS prqual) AS before_15
  CROSS JOIN LATERAL (SELECT r.*, prattrs AS attributes, prqual AS filter
                        FROM pg_publication_rel r) AS r
  JOIN pg_publication p ON p.oid = r.prpubid
