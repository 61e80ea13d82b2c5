"""Writing a file whole or not at all: nobody ever finds half of it under its name."""

import os
from pathlib import Path
from uuid import uuid4


def write_whole(path: Path, content: bytes) -> None:
    """Put content under a name in one step; what stood there before stays until then. OSError as usual.

    What is no plain file, such as /dev/stdout, is written as it comes.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    unfinished = path.with_name(f".{path.name[:100]}.{uuid4().hex}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
