GRANT SELECT ON users TO ${flyway:user};
