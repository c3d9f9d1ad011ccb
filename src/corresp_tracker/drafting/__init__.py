"""A reply becomes a Word file, and comes back."""
