"""What the regulations of the yearly review say, one noun per file; needs no database and no clock."""
