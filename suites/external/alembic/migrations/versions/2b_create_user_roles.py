"""create user roles"""

import sqlalchemy as sa
from alembic import op

revision = "2b"
down_revision = "1a"


def upgrade():
    roles = op.create_table(
        "roles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.UniqueConstraint("name", name="roles_name_key"),
    )
    op.create_table(
        "user_roles",
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("role_id", sa.Integer, sa.ForeignKey("roles.id", ondelete="RESTRICT"), primary_key=True),
    )
    op.create_index("idx_user_roles_role_id", "user_roles", ["role_id"])
    op.bulk_insert(roles, [{"name": "admin"}, {"name": "editor"}])


def downgrade():
    op.drop_table("user_roles")
    op.drop_table("roles")
