"""Reads of this room, one noun per file."""
