"""Words become the works that they name."""
