"""Tests of the engine that counts, over the real tables; rows are written past the acts on purpose."""
