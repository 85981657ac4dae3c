"""A register with hostile texts out to a file of each kind and in again: ``python -m bench.round_trip [agreements]``.

On both databases; nothing may be new, changed or refused.
"""

import os
import sys
import time
from pathlib import Path

from bench.each import on_each

INSTITUTIONS, CHUNK = 300, 1000
TEXTS = [
    "=1+1",
    "==1",
    "+212 5 37 00 00 00",
    "-cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    '"=1+1"',
    "'=1+1",
    "''=1+1",
    "＝1+1",
    "\u200f=1+1",
    "\u061c@A1",
    "'-5",
    "-5",
    "1.5",
    "0012",
    "05/04/2024",
    "exemple de texte",
    'Un\n; deux «"»\n\n=1  deux\tx ]]>&amp;<b> _x0041_ العربيّة 😀 | \u200f',
    "l’accord, « cadre »; 50\u202f%",
    "اتفاقية التعاون رقم ١٢",
]


def main():
    is_wrong = False
    for database, agreements, found in on_each("round_trip", measure, __doc__, 100_000):
        for kind, said in found.items():
            print(f"{database}, {kind}: {said}", flush=True)
            is_wrong |= not said.startswith(f"0 new, 0 changed, {agreements} unchanged, 0 refused")
    sys.exit(is_wrong)


def measure(agreements):
    """{kind of file: what its coming in again would do}."""
    import django

    django.setup()
    from agreements.resources import AgreementResource
    from register.tabular import whole
    from register.tabular.writing import KINDS

    fill(agreements)
    found, path = {}, Path(os.environ["VAR_DIR"], "round-trip")
    for name, kind in KINDS.items():
        begun = time.perf_counter()
        with path.open("wb") as file:
            file.writelines(kind.pieces(AgreementResource().table(AgreementResource().get_queryset())))
        with path.open("rb") as file:
            outcome = whole.look(AgreementResource(), file)
        found[name] = (
            f"{outcome.new} new, {outcome.changed} changed, {outcome.unchanged} unchanged, "
            f"{outcome.error_count} refused ({path.stat().st_size / 1e6:.0f} MB, {time.perf_counter() - begun:.0f} s)"
        )
        for error in outcome.errors[:5]:
            print(name, error, file=sys.stderr)
    path.unlink()
    return found


def fill(agreements):
    """Agreements whose every text is one of TEXTS, with two or three parties."""
    from agreements.models import Agreement, Party
    from partners.models import Institution
    from register.dates import PartialDate

    institutions = Institution.objects.bulk_create(
        Institution(slug=f"i-{n}", kind="agency", name_fr=f"{TEXTS[n % len(TEXTS)]} {n}", acronym=f"ON{n}")
        for n in range(INSTITUTIONS)
    )
    dates = [PartialDate.from_number(number) for number in (20150000, 20151100, 20151123)]
    for start in range(0, agreements, CHUNK):
        made = Agreement.objects.bulk_create(
            Agreement(
                reference=f"CC-{n:06}",
                kind="convention",
                title_fr=_text(n),
                title_ar=_text(n + 1),
                place_fr=_text(n + 2)[:100],
                objective_fr=_text(n + 3),
                legal_framework_en=_text(n + 5),
                note_ar=_text(n + 7),
                signed_on=dates[n % 3],
            )
            for n in range(start + 1, min(start + CHUNK, agreements) + 1)
        )
        Party.objects.bulk_create(
            Party(agreement=one, institution=institutions[(number * 7 + order) % INSTITUTIONS], order=order)
            for number, one in enumerate(made)
            for order in range(2 + number % 2)
        )


def _text(number):
    return TEXTS[number % len(TEXTS)]


if __name__ == "__main__":
    main()
