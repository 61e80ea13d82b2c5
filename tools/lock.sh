#!/bin/sh
# Rewrites requirements/base.txt, facts.txt, s3.txt, dev.txt and bench.txt from their .in files, with hashes; asks for `uv` on the path or in UV.
set -eu
cd "$(dirname "$0")/.."
UV=${UV:-uv}
lock() {
    "$UV" pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}
lock requirements/base.in --output-file requirements/base.txt
lock requirements/facts.in --constraints requirements/base.txt --output-file requirements/facts.txt
lock requirements/s3.in --constraints requirements/base.txt --output-file requirements/s3.txt
lock requirements/dev.in --constraints requirements/base.txt --constraints requirements/facts.txt --output-file requirements/dev.txt
lock requirements/bench.in --constraints requirements/dev.txt --output-file requirements/bench.txt
