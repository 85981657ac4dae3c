"""Whatever is brought in: rows or a sentence, and never much of the machine."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from bench.greedy import MEGABYTES
from tests.greedy_files import GREEDY
from tests.hostile_files import corpus

pytestmark = pytest.mark.thorough

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


def run(*arguments):
    environment = {"DJANGO_SETTINGS_MODULE": "cooperation.settings", "PATH": "/usr/bin:/bin", "HTTPS": "", "HOST": ""}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return {name: said for name, *said in map(json.loads, done.stdout.splitlines())}


@pytest.fixture(scope="module")
def outcomes():
    return run("-c", READ_ALL)


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

    found = run("-m", "bench.greedy", *(str(tmp_path / name) for name in expected))

    assert {name: said for name, (said, _seconds, _megabytes) in found.items()} == expected
    assert {name: megabytes for name, (*_, megabytes) in found.items() if megabytes > MEGABYTES} == {}
