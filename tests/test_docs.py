"""What the documents promise is what the house has."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def test_every_environment_name_stands_in_the_readme():
    code = "".join((ROOT / "cooperation" / path).read_text() for path in ["settings.py", "environment.py"])
    code += (ROOT / "cooperation/management/commands/run.py").read_text()
    names = set(re.findall(r'(?:text|boolean|words|choice|port|hosts|database|site|email)\(\s*"([A-Z_]+)"', code))
    table = (ROOT / "README.md").read_text().partition("## Environment")[2].partition("##")[0]

    assert {"DATABASE_URL", "SECRET_KEY", "HOST", "PORT"} <= names
    assert sorted(name for name in names if f"`{name}`" not in table) == []


def test_every_dependency_is_justified_in_one_line():
    names = []
    for path in ["requirements.in", "requirements-dev.in"]:
        lines = (ROOT / path).read_text().splitlines()
        names += [re.split(r"[\[~>=]", line)[0] for line in lines if line and not line.startswith("-")]
    justified = (ROOT / "docs/dependencies.md").read_text()

    assert [name for name in names if name not in justified] == []


def test_every_dependency_is_pinned_with_hashes():
    for path in ["requirements.txt", "requirements-dev.txt"]:
        pins = re.split(r"\n(?=\S)", (ROOT / path).read_text())
        packages = [pin for pin in pins if not pin.startswith(("#", "-"))]

        assert packages
        assert [pin.split()[0] for pin in packages if "==" not in pin or "--hash=sha256:" not in pin] == []


def test_continuous_integration_runs_the_test_command_of_the_readme_on_both_databases():
    steps = (ROOT / ".ci/run").read_text()

    assert "make test" in (ROOT / "README.md").read_text()
    assert len(re.findall(r"^(DATABASE_URL=\S+ )?make test$", steps, re.MULTILINE)) == 2


def test_every_picture_and_page_that_the_documents_name_exists():
    for document in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        links = re.findall(r"\]\(((?!http)[^)#]+)\)", document.read_text())

        assert [link for link in links if not (document.parent / link).exists()] == []
