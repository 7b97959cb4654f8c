-- Subscriptions of this database. Connection strings are for superusers only, and so is pg_dump's view of
-- them; a password in one is not told, but for four digits of its digest.
-- needs: superuser
SELECT quote_ident(s.subname), NULL, 'pg_subscription'::regclass, s.oid, 0, s.subowner, NULL::aclitem[], '',
       regexp_replace(s.subconninfo, 'password\s*=\s*(''(\\.|[^''])*''|\S+)',
                      format('password=(secret %s)',
                             left(md5(substring(s.subconninfo FROM 'password.*')), 4)))
         AS connection,
       (SELECT string_agg(quote_ident(p), ', ' ORDER BY p COLLATE "C") FROM unnest(s.subpublications) p)
         AS publications,
       CASE WHEN s.subenabled THEN 'yes' END AS enabled,
       s.subslotname AS slot,
       s.subsynccommit AS "synchronous commit",
       to_jsonb(s) ->> 'subbinary' AS "binary",
       to_jsonb(s) ->> 'substream' AS streaming,
       to_jsonb(s) ->> 'subtwophasestate' AS "two phase",
       to_jsonb(s) ->> 'subdisableonerr' AS "disable on error",
       to_jsonb(s) ->> 'subpasswordrequired' AS "password required",
       to_jsonb(s) ->> 'subrunasowner' AS "run as owner",
       to_jsonb(s) ->> 'subfailover' AS failover,
       to_jsonb(s) ->> 'suborigin' AS origin
  FROM pg_subscription s
  JOIN pg_database d ON d.oid = s.subdbid
 WHERE d.datname = current_database()
