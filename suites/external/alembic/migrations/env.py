import os

from alembic import context
from sqlalchemy import create_engine, event

engine = create_engine(os.environ["DATABASE_URL"])

if engine.dialect.name == "sqlite":
    # Python's driver commits before DDL unless it is told that it does not manage transactions:
    # https://docs.sqlalchemy.org/en/14/dialects/sqlite.html#serializable-isolation-savepoints-transactional-ddl
    @event.listens_for(engine, "connect")
    def leave_transactions_alone(connection, record):
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection):
        connection.exec_driver_sql("BEGIN")


with engine.connect() as connection:
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
