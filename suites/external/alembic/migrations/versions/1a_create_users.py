"""create users"""

import sqlalchemy as sa
from alembic import op

revision = "1a"
down_revision = None


def upgrade():
    users = op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.UniqueConstraint("email", name="uq_users_email"),
    )
    op.bulk_insert(
        users,
        [
            {"id": 1, "email": "ada@example.org", "is_active": True},
            {"id": 2, "email": "bob@example.org", "is_active": False},
        ],
    )


def downgrade():
    op.drop_table("users")
