-- Publications. What they publish is told by objects of their own.
SELECT quote_ident(p.pubname), NULL, 'pg_publication'::regclass, p.oid, 0, p.pubowner, NULL::aclitem[], '',
       CASE WHEN p.puballtables THEN 'yes' END AS "all tables",
       concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                 CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END)
         AS publishes,
       CASE WHEN p.pubviaroot THEN 'yes' END AS "via root",
       CASE to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'stored' END AS "generated columns"
  FROM pg_publication p
