"""replace is active by status

PostgreSQL changes the column in place. SQLite gets the column beside the old one, since a value is changed on the
way: Alembic's batch mode makes a new table of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "3c"
down_revision = "2b"


def upgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TYPE user_status AS ENUM ('active', 'inactive')")
        op.execute("ALTER TABLE users ALTER COLUMN is_active DROP DEFAULT")
        op.execute(
            "ALTER TABLE users ALTER COLUMN is_active TYPE user_status"
            " USING (CASE WHEN is_active THEN 'active' ELSE 'inactive' END)::user_status"
        )
        op.alter_column("users", "is_active", new_column_name="status", server_default="active")
        return
    with op.batch_alter_table("users") as users:
        users.add_column(
            sa.Column(
                "status",
                sa.Enum("active", "inactive", name="user_status", create_constraint=True),
                nullable=False,
                server_default="active",
            )
        )
    op.execute("UPDATE users SET status = CASE WHEN is_active THEN 'active' ELSE 'inactive' END")
    with op.batch_alter_table("users") as users:
        users.drop_column("is_active")


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE users ALTER COLUMN status DROP DEFAULT")
        op.execute("ALTER TABLE users ALTER COLUMN status TYPE boolean USING status = 'active'")
        op.alter_column("users", "status", new_column_name="is_active", server_default=sa.true())
        op.execute("DROP TYPE user_status")
        return
    with op.batch_alter_table("users") as users:
        users.add_column(sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()))
    op.execute("UPDATE users SET is_active = (status = 'active')")
    with op.batch_alter_table("users") as users:
        users.drop_constraint("user_status", type_="check")
        users.drop_column("status")
