"""The settings of the house, with a second database and the empty views beside its pages."""

import os
from importlib.util import find_spec

from neuguong.config.settings import *  # noqa: F403
from neuguong.config.settings import DATABASES, INSTALLED_APPS

ROOT_URLCONF = "bench.urls"
COSTLY_PER_MINUTE = 0  # benchmarks ask faster than people
OTHER = "other"  # the alias of the second database, of which a part may need one
if other := os.environ.get("NEUGUONG_BENCH_OTHER"):
    DATABASES[OTHER] = {**DATABASES["default"], "NAME": other}
if all(find_spec(name) for name in ("treebeard", "mptt")):
    INSTALLED_APPS = [*INSTALLED_APPS, "mptt", "treebeard", "bench.trees"]
