--liquibase formatted sql

--changeset alice:1 dbms:sqlite endDelimiter://
CREATE TRIGGER t AFTER INSERT ON users BEGIN SELECT 1; END
//
CREATE VIEW v AS SELECT 1 AS one //
--rollback DROP VIEW v; DROP TRIGGER t;

--changeset alice:2 splitStatements:false
CREATE TABLE a (b integer); CREATE TABLE c (d integer);

--changeset alice:3
DROP TABLE c;
DROP TABLE a;
--rollback changesetId:2 changesetAuthor:alice
