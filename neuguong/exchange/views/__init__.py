"""Pages of files that come in."""
