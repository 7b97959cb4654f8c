-- Large objects: that they are there and whose they are; what they hold is data.
SELECT l.oid::text, NULL, 'pg_largeobject'::regclass, l.oid, 0, l.lomowner, l.lomacl, 'L'
  FROM pg_largeobject_metadata l
