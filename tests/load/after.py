"""What is left after the kills: `python -m tests.load.after ENTRIES…` prints one JSON object.

`lost`: entries of the log that were told and are not there. `halves`: imported files of which some rows
are there and some not. `unread`: stored files whose bytes are missing or others. `jobs`: jobs by state.
"""

import hashlib
import json
import sys
from collections import Counter


def main(told: set[int]) -> dict[str, object]:
    """Look at everything once."""
    there = set(AuditEntry.objects.filter(pk__in=told).values_list("pk", flat=True))
    names = Registration.objects.filter(person__full_name__startswith=f"{NAMED} ")
    rows = Counter(
        name.rsplit(" ", 1)[0] for name in names.values_list("person__full_name", flat=True)
    )
    states = Job.objects.filter(name__startswith="exchange.").values_list("state", flat=True)
    return {
        "lost": sorted(told - there),
        "files": len(rows),
        "halves": [name for name, count in rows.items() if count != IMPORTED],
        "photos": StoredFile.objects.filter(kind="photo").count(),
        "unread": [file.pk for file in StoredFile.objects.all() if not _is_whole(file)],
        "jobs": dict(Counter(states)),
        "running": Job.objects.filter(state="running").count(),
        "log": [fault.text for fault in verify().faults],
    }


def _is_whole(file: "StoredFile") -> bool:
    try:
        with open_file(file) as stored:
            return hashlib.sha256(stored.read()).hexdigest() == file.sha256
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    import django

    django.setup()
    from neuguong.audit.actions import seal_all
    from neuguong.audit.models import AuditEntry
    from neuguong.audit.queries import verify
    from neuguong.deeds.models import Registration
    from neuguong.files.models import StoredFile
    from neuguong.files.queries import open_file
    from neuguong.jobs.models import Job
    from tests.load.kinds import IMPORTED, NAMED

    seal_all()
    sys.stdout.write(
        json.dumps(main({int(word) for word in sys.stdin.read().split()}), ensure_ascii=False)
    )
