"""The option by which backup and restore are told where the passphrase is."""

from argparse import ArgumentParser
from pathlib import Path

from neuguong.lib.words import gettext as _


def add_key_argument(parser: ArgumentParser) -> None:
    """`--key-file`, which goes before NEUGUONG_BACKUP_KEY_FILE."""
    words = _("tệp có câu khóa của bản sao lưu ở dòng đầu; bỏ trống là NEUGUONG_BACKUP_KEY_FILE")
    parser.add_argument("--key-file", type=Path, default=None, help=words)
