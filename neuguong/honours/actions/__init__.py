"""Acts on the honour roll, on awards and on good models."""
