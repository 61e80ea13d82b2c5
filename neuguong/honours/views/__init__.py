"""Pages of the honour roll, awards and good models: load, ask, call, answer."""
