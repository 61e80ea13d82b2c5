"""Invented people and deeds in real and invented places, whose totals are the published ones."""
