-- Columns of tables, foreign tables, views and materialized views; what a view's columns are follows from
-- its definition, but they have defaults, comments and privileges of their own. The attributes of a
-- composite type are told by the type. Positions are counted without the gaps that dropped columns leave;
-- storage, collation and statistics are told only where they are not what the type brings along. Newer
-- minor releases keep a version of the column among its options, pg_attver, which pg_dump leaves out too.
-- That a column is inherited follows from its table; that a child declares it as well does not.
SELECT relation.name || '.' || quote_ident(a.attname), relation.name,
       'pg_class'::regclass::oid, c.oid, a.attnum, c.relowner, a.attacl, 'c',
       a.attnum - coalesce(width_bucket(a.attnum, relation.gaps), 0) AS position,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attnotnull THEN 'yes' END AS "not null",
       CASE a.attgenerated WHEN '' THEN d.expression END AS "default",
       CASE a.attgenerated WHEN 's' THEN d.expression || ' STORED'
                           WHEN 'v' THEN d.expression || ' VIRTUAL' END AS generated,
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
       CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation END AS collation,
       CASE WHEN a.attstorage <> t.typstorage
            THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external'
                                   WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended' END END AS storage,
       CASE a.compression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
       nullif(a.attstattarget, -1) AS "statistics target",
       CASE WHEN a.attoptions[1] NOT LIKE 'pg\_attver=%' OR a.attoptions[2] IS NOT NULL
            THEN /*rare*/ (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C")
                             FROM unnest(a.attoptions) o
                            WHERE o !~ '^pg_attver=') /*end*/ END AS options,
       CASE WHEN a.attfdwoptions IS NOT NULL
            THEN /*rare*/ (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C")
                             FROM unnest(a.attfdwoptions) o) /*end*/ END AS "foreign options",
       CASE WHEN a.attinhcount > 0 AND a.attislocal THEN 'yes' END AS "declared again"
  FROM pg_class c
  CROSS JOIN (SELECT ''::"char" AS attcompression) AS before_14
  CROSS JOIN LATERAL (SELECT c.oid::regclass::text AS name, array_agg(x.attnum ORDER BY x.attnum) AS gaps
                        FROM pg_attribute x
                       WHERE x.attrelid = c.oid AND x.attnum > 0 AND x.attisdropped) AS relation
  CROSS JOIN LATERAL (SELECT a.*, attcompression AS compression
                        FROM pg_attribute a
                       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS a
  JOIN pg_type t ON t.oid = a.atttypid
  -- OFFSET keeps this from being planned as a join, which for an empty pg_attrdef goes by attnum alone
  LEFT JOIN LATERAL (SELECT pg_get_expr(d.adbin, d.adrelid) AS expression
                       FROM pg_attrdef d
                      WHERE a.atthasdef AND d.adrelid = c.oid AND d.adnum = a.attnum
                     OFFSET 0) AS d ON true
 WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
   AND NOT c.relnamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
