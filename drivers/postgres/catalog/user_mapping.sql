-- User mappings of foreign servers. A password is not told; four digits of its digest tell that it changed.
SELECT format('for %s server %I', CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE m.umuser::regrole::text END,
              m.srvname),
       NULL, 'pg_user_mapping'::regclass, m.umid, 0, NULL::oid, NULL::aclitem[], '',
       (SELECT string_agg(CASE WHEN o ~ '^password=' THEN format('password=(secret %s)', left(md5(o), 4))
                               ELSE o END, ', ' ORDER BY o COLLATE "C")
          FROM unnest(m.umoptions) o) AS options
  FROM pg_user_mappings m
