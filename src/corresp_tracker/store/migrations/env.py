"""Alembic looks for this file; corresp_tracker.store.upgrades runs the versions itself, in one transaction."""
