CREATE OR REPLACE VIEW emails AS SELECT email FROM ${flyway:defaultSchema}.users;
