DO $do$
BEGIN
  FOR i IN 1..3 LOOP
    EXECUTE format('DROP TABLE shard_%s', i);
  END LOOP;
END;
$do$;
