-- +goose Up
ALTER TABLE things ALTER COLUMN id DROP DEFAULT;
DROP SEQUENCE things_id_seq;

-- +goose Down
CREATE SEQUENCE things_id_seq AS integer OWNED BY things.id;
ALTER TABLE things ALTER COLUMN id SET DEFAULT nextval('things_id_seq');
SELECT setval('things_id_seq', (SELECT max(id) FROM things));
