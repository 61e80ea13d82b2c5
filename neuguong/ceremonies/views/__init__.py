"""Pages of ceremonies and movements."""
