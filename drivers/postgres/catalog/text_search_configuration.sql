-- Text search configurations, with the dictionaries of each kind of token in the order that they are asked.
SELECT format('%I.%I', n.nspname, c.cfgname), NULL,
       'pg_ts_config'::regclass, c.oid, 0, c.cfgowner, NULL::aclitem[], '',
       format('%I.%I', pn.nspname, p.prsname) AS parser,
       (SELECT string_agg(format('%s: %s', m.token, m.dictionaries), '; ' ORDER BY m.token COLLATE "C")
          FROM (SELECT k.alias, string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno)
                  FROM pg_ts_config_map m
                  JOIN ts_token_type(c.cfgparser) k ON k.tokid = m.maptokentype
                 WHERE m.mapcfg = c.oid
                 GROUP BY k.alias) AS m (token, dictionaries)) AS mappings
  FROM pg_ts_config c
  JOIN pg_ts_parser p ON p.oid = c.cfgparser
  JOIN pg_namespace pn ON pn.oid = p.prsnamespace
  JOIN pg_namespace n ON n.oid = c.cfgnamespace
 WHERE c.oid >= 16384
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
