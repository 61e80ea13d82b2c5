"""Invented data of a commune, a district, a province or a nation, for load and everyday work."""
