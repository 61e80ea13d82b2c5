"""What people type of meetings: the sheet of a whole meeting, and the small forms around it."""
