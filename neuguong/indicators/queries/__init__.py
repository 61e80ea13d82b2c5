"""Reads of indicators: what is defined, what they are worth, targets, checks, completeness, cuts."""
