{{ template "shared/views.sql" . }}
---- create above / drop below ----
DROP VIEW emails;
