"""A file becomes what the letter in it says."""
