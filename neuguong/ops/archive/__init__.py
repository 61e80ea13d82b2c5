"""The whole site in one file, and the way back.

The file is a gzipped tar: the database, then `files/ab/cd/HASH`, and last `manifest.json` with the size
and SHA-256 of every member, so that a file that broke off has none. The secret is never in it.
"""
