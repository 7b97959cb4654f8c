-- Constraints of tables and domains. An index behind a constraint is told here and not among the indexes.
-- Left out: what a constraint of a partitioned table makes of itself for foreign keys in the partitions,
-- constraint triggers (triggers tell them), and the constraints that PostgreSQL 18 makes for NOT NULL as long
-- as they are plain and have the name that it gives them, since the column tells that it is not null.
SELECT parent.name || '.' || quote_ident(k.conname), parent.name,
       'pg_constraint'::regclass, k.oid, 0, NULL::oid, NULL::aclitem[], '',
       pg_get_constraintdef(k.oid) AS definition,
       CASE WHEN k.coninhcount > 0 AND k.conislocal THEN 'yes' END AS "declared again",
       CASE WHEN k.conparentid <> 0
            THEN /*rare*/ (SELECT p.conrelid::regclass || '.' || quote_ident(p.conname)
                             FROM pg_constraint p
                            WHERE p.oid = k.conparentid) /*end*/ END AS "partition of",
       CASE WHEN NOT x.indisvalid THEN 'yes' END AS "index invalid",
       CASE WHEN x.indisclustered THEN 'yes' END AS clustered,
       CASE WHEN x.indisreplident THEN 'yes' END AS "replica identity",
       CASE WHEN i.reloptions IS NOT NULL
            THEN /*rare*/ (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C")
                             FROM unnest(i.reloptions) o) /*end*/ END AS "index options",
       CASE WHEN i.reltablespace <> 0
            THEN /*rare*/ (SELECT quote_ident(s.spcname)
                             FROM pg_tablespace s
                            WHERE s.oid = i.reltablespace) /*end*/ END AS "index tablespace",
       CASE WHEN /*each*/ x.indexrelid IS NOT NULL
                 /*all: x.indexrelid IN (SELECT w.objoid FROM pg_description w WHERE w.objoid >= 16384) */
            THEN (SELECT d.description
                    FROM pg_description d
                   WHERE d.classoid = 'pg_class'::regclass AND d.objoid = x.indexrelid AND d.objsubid = 0) END
         AS "index comment",
       CASE WHEN /*each*/ EXISTS (SELECT FROM pg_trigger g
                                   WHERE g.tgconstraint = k.oid AND g.tgenabled <> 'O')
                 /*all: k.oid IN (SELECT g.tgconstraint FROM pg_trigger g WHERE g.tgenabled <> 'O') */
            THEN /*rare*/ (SELECT string_agg(DISTINCT CASE g.tgenabled WHEN 'D' THEN 'disabled'
                                                                       WHEN 'R' THEN 'replica only'
                                                                       WHEN 'A' THEN 'always' END, ', ')
                             FROM pg_trigger g
                            WHERE g.tgconstraint = k.oid AND g.tgenabled <> 'O') /*end*/ END AS "triggers"
  FROM pg_constraint k
  CROSS JOIN LATERAL (
    SELECT CASE k.conrelid WHEN 0 THEN format_type(k.contypid, NULL) ELSE k.conrelid::regclass::text END
             AS name,
           CASE k.conrelid WHEN 0 THEN 'pg_type'::regclass ELSE 'pg_class'::regclass END AS class,
           greatest(k.conrelid, k.contypid) AS id
    OFFSET 0) AS parent
  LEFT JOIN pg_index x ON x.indexrelid = CASE WHEN k.contype IN ('p', 'u', 'x') THEN k.conindid END
  LEFT JOIN pg_class i ON i.oid = x.indexrelid
 WHERE k.oid >= 16384 AND k.contype <> 't'
   AND NOT (k.contype = 'f' AND k.conparentid <> 0)
   AND NOT (k.contype = 'n' AND k.convalidated AND NOT k.connoinherit
            AND (NOT k.conislocal
                 OR k.conname = (SELECT concat_ws('_', coalesce(c.relname, y.typname), a.attname, 'not_null')
                                   FROM (SELECT) AS one
                                   LEFT JOIN pg_class c ON c.oid = k.conrelid
                                   LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
                                   LEFT JOIN pg_type y ON y.oid = k.contypid))
            AND NOT EXISTS (SELECT FROM pg_description w
                             WHERE w.classoid = 'pg_constraint'::regclass AND w.objoid = k.oid))
   AND NOT k.connamespace::regnamespace::text LIKE ANY ('{pg\\_%,information\\_schema}')
   AND NOT /*each*/ EXISTS (SELECT FROM pg_depend e
                             WHERE e.classid = parent.class AND e.objid = parent.id AND e.deptype = 'e'
                            OFFSET 0)
           /*all: (parent.class, parent.id) IN (SELECT e.classid, e.objid
                                                  FROM pg_depend e
                                                 WHERE e.refclassid = 'pg_extension'::regclass
                                                   AND e.deptype = 'e') */
