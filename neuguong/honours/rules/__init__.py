"""What the regulation says of the honour roll, of awards and of good models."""
