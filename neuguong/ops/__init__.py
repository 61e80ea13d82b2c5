"""Operators' commands: demo, serve, check, housekeeping."""
