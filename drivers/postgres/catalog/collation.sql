-- Collations. The version that the operating system's or ICU's rules had belongs to the machine: left out.
SELECT format('%I.%I', n.nspname, c.collname), NULL,
       'pg_collation'::regclass, c.oid, 0, c.collowner, NULL::aclitem[], '',
       CASE c.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu'
                           WHEN 'b' THEN 'builtin' WHEN 'd' THEN 'default' END AS provider,
       CASE c.collprovider WHEN 'c' THEN c.collcollate END AS collate,
       CASE c.collprovider WHEN 'c' THEN c.collctype END AS ctype,
       -- before 17 and before 15 it was elsewhere
       coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale',
                CASE WHEN c.collprovider <> 'c' THEN c.collcollate END) AS locale,
       to_jsonb(c) ->> 'collicurules' AS rules,
       CASE WHEN NOT c.collisdeterministic THEN 'no' END AS deterministic
  FROM pg_collation c
  JOIN pg_namespace n ON n.oid = c.collnamespace
 WHERE c.oid >= 16384
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
