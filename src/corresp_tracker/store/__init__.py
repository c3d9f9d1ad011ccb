"""The log: opening it, upgrading it, reading lists and searching it, keeping its history."""
