"""Tests of what concerns the whole house."""
