#!/usr/bin/env python
"""Django's usual door; the console command `neuguong` does the same."""

import sys

from neuguong.ops.cli import main

if __name__ == "__main__":
    sys.exit(main())
