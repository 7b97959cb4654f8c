-- For SQLite; on PostgreSQL the index belongs to a constraint.
DROP INDEX users_email;
