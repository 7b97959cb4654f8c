-- Event triggers.
SELECT quote_ident(v.evtname), NULL, 'pg_event_trigger'::regclass, v.oid, 0, v.evtowner, NULL::aclitem[], '',
       v.evtevent AS event,
       (SELECT string_agg(quote_literal(t), ', ' ORDER BY t COLLATE "C") FROM unnest(v.evttags) t) AS tags,
       v.evtfoid::regprocedure AS function,
       CASE v.evtenabled WHEN 'O' THEN 'yes' WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas only'
                         WHEN 'A' THEN 'always' END AS enabled
  FROM pg_event_trigger v
