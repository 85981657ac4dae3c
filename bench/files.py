"""Files in and out beside their floors (P7–P9), on both databases: ``python -m bench.files [lines]``.

The floor of the import is django-import-export's default on the same records, that of the export a cursor with csv
(COPY on PostgreSQL). Rates are lines per CPU second, that of the database server included.
"""

import csv
import io
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from bench.databases import ROOT
from bench.each import on_each

INSTITUTIONS, OF_FLOOR = 2000, 400
HEADINGS = "reference kind title_fr title_ar signatories signed_on ends_on renewal place_fr objective_fr".split()


def main():
    for kind, lines, found in on_each("files", measure, __doc__, 20_000):
        print(f"\n## {kind}, {lines:,} lines\n")
        for name, value in found.items():
            print(f"- {name}: {value}")


def rows(count, first=1):
    """Made-up agreements with two or three parties each, always the same."""
    chance = random.Random(1)
    for number in range(first, first + count):
        parties = chance.sample(range(INSTITUTIONS), chance.choice([2, 3]))
        yield [
            f"CC-{number:06}",
            "convention-cadre",
            f"Convention de coopération {number} sur la formation",
            f"اتفاقية التعاون رقم {number}",
            " | ".join(f"ON{place}" for place in parties),
            f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(1990, 2024)}",
            str(chance.randint(2025, 2035)),
            "tacite reconduction",
            "Rabat",
            f"Renforcer les échanges et la formation des cadres dans le domaine {number % 50}",
        ]


def file(count):
    made = io.StringIO()
    # References that were given once are not taken again.
    csv.writer(made, delimiter=";").writerows([HEADINGS, *rows(count, OF_FLOOR + 1)])
    return made.getvalue().encode()


def measure(lines):
    """What is found on one database, in words."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection

    from agreements.models import Agreement, Party
    from agreements.resources import AgreementResource
    from bench.floors import Clock
    from partners.models import Institution
    from register.tabular import whole

    connection.settings_dict["CONN_MAX_AGE"] = None
    clock, user = Clock(), get_user_model().objects.create_user("bench")
    Institution.objects.bulk_create(
        Institution(slug=f"i-{n}", kind="agency", name_fr=f"Office national {n}", acronym=f"ON{n}")
        for n in range(INSTITUTIONS)
    )
    floor = OF_FLOOR / clock.of(lambda: _default_import(OF_FLOOR))
    Agreement.objects.all().delete()
    content, before = file(lines), _resident()
    rates = [
        lines / clock.of(lambda: whole.bring_in(AgreementResource(), io.BytesIO(content), user, "bench.csv"))
        for _time in range(2)
    ]
    grown = (_resident() - before) / 1e6
    assert (Agreement.objects.count(), Agreement.history.count()) == (lines, lines + 2 * OF_FLOOR)
    parties = Party.objects.count()
    assert parties == Party.history.count() - 2 * sum(len(row[4].split("|")) for row in rows(OF_FLOOR))
    return {
        "import-export's default, lines per CPU second": round(floor),
        "import": f"{rates[0]:.0f}, {rates[0] / floor:.1f} times the floor; memory + {grown:.0f} MB",
        "the same file again": f"{rates[1]:.0f}, {rates[1] / rates[0]:.1f} times as fast",
        "parties, versions": f"{parties}, {Agreement.history.count()}",
        **_exports(lines, clock),
        **_readers(file(lines)),
    }


def _resident():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _default_import(count):
    """What the library does when nothing is configured but the parties."""
    import tablib
    from import_export.resources import ModelResource

    from agreements.models import Agreement, Party
    from partners.models import Institution

    class Default(ModelResource):
        class Meta:
            model = Agreement
            import_id_fields = ["reference"]
            # It has no field for dates that may be partial: they are left out, to its advantage.
            fields = [name for name in HEADINGS if name not in ("signatories", "signed_on", "ends_on")]
            clean_model_instances = True

        def after_save_instance(self, instance, row, **kwargs):
            for order, name in enumerate(row["signatories"].split(" | "), start=1):
                institution = Institution.objects.get(acronym=name)
                Party.objects.create(agreement=instance, institution=institution, order=order)

    found = [[*row[:1], "framework", *row[2:7], "tacit", *row[8:]] for row in rows(count)]
    Default().import_data(tablib.Dataset(*found, headers=HEADINGS), raise_errors=True, use_transactions=True)


def _pieces(kind):
    from agreements.resources import AgreementResource

    return kind.pieces(AgreementResource().table(AgreementResource().get_queryset()))


def _exports(lines, clock):
    from django.db import connection

    from register.tabular.writing import KINDS

    def raw():
        sql = (
            "SELECT a.*, p.institution_id FROM agreements_agreement a JOIN agreements_party p ON p.agreement_id = a.id"
        )
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.copy_expert(f"COPY ({sql}) TO STDOUT WITH CSV", io.StringIO())
            else:
                csv.writer(io.StringIO()).writerows(cursor.execute(sql))

    with connection.cursor() as cursor:
        # In service the server does it by itself, some time after the rows came in.
        cursor.execute("ANALYZE")
    floor, found = clock.of(raw), {}
    for name, kind in KINDS.items():
        pieces = partial(_pieces, kind)
        begun = time.perf_counter()
        next(iter(pieces()))
        first = time.perf_counter() - begun
        taken = clock.of(lambda pieces=pieces: sum(map(len, pieces())))
        found[f"export, {name}"] = (
            f"{lines / taken:.0f} lines per CPU second, {taken / floor:.1f} times a cursor; "
            f"first byte after {1000 * first:.0f} ms"
        )
    return found


def _readers(content):
    """How long a page of the list takes while another process imports, beside when none does."""
    from bench.product import Product, forget

    product = Product()

    def page():
        forget()
        begun = time.perf_counter()
        assert product.get("/conventions/").status == 200
        return time.perf_counter() - begun

    path = Path(os.environ["VAR_DIR"], "bench-again.csv")
    path.write_bytes(content.replace(b"CC-0", b"CC-9"))
    page()
    idle = [page() for _ in range(100)]
    command = [sys.executable, "manage.py", "import_file", "agreements", str(path), "--user", "bench"]
    busy = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as writer:
        while writer.poll() is None:
            busy.append(page())
    path.unlink()
    middle, slow = (statistics.quantiles(times, n=20)[-1] * 1000 for times in (idle, busy))
    return {"list page, 95th percentile, idle → while a file is written": f"{middle:.0f} → {slow:.0f} ms"}


if __name__ == "__main__":
    main()
