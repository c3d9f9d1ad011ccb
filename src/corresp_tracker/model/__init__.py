"""The records that the office keeps."""
