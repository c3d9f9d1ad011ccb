"""The versions of a log's tables."""
