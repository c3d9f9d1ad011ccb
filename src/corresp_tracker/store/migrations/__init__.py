"""The versions of a log's tables, one file each, oldest first."""
