"""Whatever is brought in: rows or a sentence, and never much of the machine."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from tests.greedy_files import GREEDY
from tests.hostile_files import corpus

SECONDS, MEGABYTES = 2, 150

# Reads every file in a process that may take half a gigabyte in all, and says what became of each.
READ_ALL = """
import json, resource, sys
import django
django.setup()
from io import BytesIO
from django.core.exceptions import ValidationError
from agreements.resources import AgreementResource
from register.search import fold
from register.tabular.reading import open_sheet
from tests.hostile_files import corpus

resource.setrlimit(resource.RLIMIT_AS, (1200 * 1024**2,) * 2)
known = AgreementResource().columns_by_heading()
for name, content, _expected in corpus():
    try:
        rows = sum(1 for row in open_sheet(BytesIO(content), lambda heading: fold(heading) in known).rows)
        said = ["read", rows]
    except ValidationError as error:
        said = [error.code, error.messages[0]]
    except BaseException as error:
        said = ["crash", repr(error)[:200]]
    print(json.dumps([name, *said]), flush=True)
"""


# Reads the files that are named, and says of each what it cost: seconds, and megabytes above what stood before it.
READ_MEASURED = """
import json, resource, sys
from pathlib import Path
import django
django.setup()
from io import BytesIO
from django.core.exceptions import ValidationError
from register.tabular.reading import open_sheet


def cost():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


for name in sys.argv[1:]:
    file = BytesIO(Path(name).read_bytes())
    before = cost()
    try:
        sum(1 for row in open_sheet(file, lambda heading: False).rows)
        said = "read"
    except ValidationError as error:
        said = error.code
    print(json.dumps([Path(name).name, said, *(after - then for after, then in zip(cost(), before))]), flush=True)
"""


def run(script, *arguments):
    environment = {"DJANGO_SETTINGS_MODULE": "cooperation.settings", "PATH": "/usr/bin:/bin", "HTTPS": "", "HOST": ""}
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return {name: said for name, *said in map(json.loads, done.stdout.splitlines())}


@pytest.fixture(scope="module")
def outcomes():
    return run(READ_ALL)


def test_there_are_many_files(outcomes):
    assert len(outcomes) >= 150


def test_each_is_read_or_refused_as_it_should_be(outcomes):
    expected = {name: code for name, _content, code in corpus()}

    wrong = {name: said for name, said in outcomes.items() if expected[name] and said[0] != expected[name]}

    assert wrong == {}


def test_none_is_answered_with_anything_but_rows_or_a_sentence(outcomes):
    refused = {name: said[1] for name, said in outcomes.items() if said[0] != "read"}

    assert [name for name, said in outcomes.items() if said[0] == "crash"] == []
    assert [name for name, sentence in refused.items() if not sentence.endswith(".")] == []


@pytest.mark.parametrize("kind", GREEDY)
def test_greedy_files_are_refused_before_they_cost_anything(kind, tmp_path):
    expected = {}
    for name, content, code in GREEDY[kind]():
        (tmp_path / name).write_bytes(content)
        expected[name] = code

    found = run(READ_MEASURED, *(str(tmp_path / name) for name in expected))

    assert {name: said for name, (said, _seconds, _megabytes) in found.items()} == expected
    assert {n: cost for n, (_said, *cost) in found.items() if cost[0] > SECONDS or cost[1] > MEGABYTES} == {}
