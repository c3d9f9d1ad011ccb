"""Who usually signs for the office."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the usual signatories."""
    op.create_table(
        "usual_signatory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_usual_signatory_person_id_person")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_usual_signatory_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usual_signatory")),
        sa.UniqueConstraint("person_id", name=op.f("uq_usual_signatory_person_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_usual_signatory_uid")),
    )
