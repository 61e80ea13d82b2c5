"""Acts of this room, one noun per file."""
