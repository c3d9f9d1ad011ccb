"""What the office does: one function per task, one transaction."""
