"""Reads for the pages of this room: the door, where one stands, figures, records, desks, people."""
