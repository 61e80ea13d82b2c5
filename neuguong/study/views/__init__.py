"""Pages of study and broadcasts."""
