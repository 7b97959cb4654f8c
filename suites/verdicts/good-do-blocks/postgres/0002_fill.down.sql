DELETE FROM shard_1 WHERE id <= 10;
