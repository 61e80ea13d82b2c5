"""The switchboard: the only place that knows every room. No room imports it."""
