"""Shapes of what people type about the honour roll, awards and good models."""
