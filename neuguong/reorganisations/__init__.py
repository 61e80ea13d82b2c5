"""Reorganisations: planned, previewed, approved, applied on their day, undone within thirty."""
