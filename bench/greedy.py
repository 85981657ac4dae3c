"""What hostile files cost to be read or refused, one by one: ``python -m bench.greedy [files]``.

The goal is two seconds of processor time and 150 MB for each (RELIABILITY G5). Without files, those of the tests' lists
are made and read.
"""

import json
import os
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS, MEGABYTES = 2, 150


def main():
    if paths := sys.argv[1:]:
        _read(map(Path, paths))
        return
    found = [cost for files in _lists() for cost in _made_and_read(files)]
    for name, said, seconds, megabytes in sorted(found, key=lambda line: -line[2])[:20]:
        print(f"- {name}: {said}, {seconds:.2f} s, + {megabytes} MB")
    costly = [name for name, _said, seconds, megabytes in found if seconds > SECONDS or megabytes > MEGABYTES]
    print(f"\n{len(found)} files, {len(costly)} above {SECONDS} s or {MEGABYTES} MB: {', '.join(costly) or 'none'}")


def _lists():
    from tests.greedy_files import GREEDY
    from tests.hostile_files import corpus

    return corpus, *GREEDY.values()


def _made_and_read(files):
    """The costs of some files, read by another process: the memory that it took to make them is not theirs."""
    with TemporaryDirectory() as folder:
        paths = []
        for name, content, _expected in files():
            paths.append(Path(folder, name))
            paths[-1].write_bytes(content)
        done = subprocess.run([sys.executable, "-m", "bench.greedy", *paths], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _read(paths):
    """Print (name, "read" or the code of the refusal, seconds of processor time, megabytes added) of each file."""
    import django
    from django.core.exceptions import ValidationError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")
    django.setup()
    from register.tabular.reading import open_sheet

    for path in paths:
        file, before = BytesIO(path.read_bytes()), _used()
        try:
            sum(1 for row in open_sheet(file, lambda heading: False).rows)
            said = "read"
        except ValidationError as error:
            said = error.code
        costs = (after - then for after, then in zip(_used(), before, strict=True))
        print(json.dumps([path.name, said, *costs]), flush=True)


def _used():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


if __name__ == "__main__":
    main()
