"""Who must clear a draft, in which order, and what shows that they did."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the requests, what a clearance keeps of one, and the clearers of a kind."""
    op.create_table(
        "clearance_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("clearer", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("is_sign_off", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_revision", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_clearance_request_letter_id_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance_request")),
        sa.UniqueConstraint("uid", name=op.f("uq_clearance_request_uid")),
    )
    op.create_index(op.f("ix_clearance_request_letter_id"), "clearance_request", ["letter_id"])
    for name, table in (("request_id", "clearance_request"), ("document_id", "document")):
        reference = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_clearance_{name}_{table}"))
        op.add_column(
            "clearance", sa.Column(name, sa.Integer(), reference, nullable=True), inline_references=True
        )
    op.create_index(op.f("ix_clearance_request_id"), "clearance", ["request_id"])
    op.add_column("clearance", sa.Column("by", sa.String(), nullable=False, server_default=""))
    op.add_column("case_kind", sa.Column("clearers", sa.String(), nullable=False, server_default=""))
