"""Benchmarks, each a ratio of two things measured in the same run; `make bench` runs them."""
