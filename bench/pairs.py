"""Two people at one record at the same moment, many times, on both databases: ``python -m bench.pairs [pairs]``.

Of each pair nothing may be lost silently: what one wrote is there, and what the other wrote is there too or was refused
with both versions shown. Pairs are two forms, a form and a part of one, a form and a list's action, a form and a file.
"""

import sys
import threading
import time

from bench.each import on_each

KINDS = ["form and form", "form and part", "form and action", "form and file"]


def main():
    lost = 0
    for kind, _pairs, found in on_each("pairs", measure, __doc__, 1000):
        print(f"{kind}: {found}", flush=True)
        lost += found["lost"]
    sys.exit(bool(lost))


def measure(pairs):
    """{what: how many} of so many pairs, each of one kind in turn."""
    import django
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    work = Work()
    found = {"pairs": 0, "both written": 0, "one shown the other": 0, "lost": 0, "errors": 0}
    started = time.perf_counter()
    for number in range(pairs):
        outcome = work.pair(KINDS[number % len(KINDS)], number)
        found["pairs"] += 1
        found[outcome] += 1
    return found | {"seconds": round(time.perf_counter() - started)}


class Work:
    """One record, two people signed in, and what they do to it."""

    def __init__(self):
        from django.contrib.auth import get_user_model
        from django.test import Client
        from django.urls import reverse

        from agreements.models import Agreement, Party
        from partners.models import Institution

        self.record = Agreement.objects.create(kind="convention", title_fr="Convention", publication="draft")
        council = Institution.objects.create(slug="conseil", name_fr="Conseil", kind="council")
        self.party = Party.objects.create(agreement=self.record, institution=council)
        self.person = get_user_model().objects.create_superuser("agente", "agente@example.org", "mot de passe long")
        self.page = reverse("admin:agreements_agreement_change", args=[self.record.pk])
        self.list = reverse("admin:agreements_agreement_changelist")
        self.clients = [Client(raise_request_exception=False), Client(raise_request_exception=False)]
        for client in self.clients:
            client.force_login(self.person)

    def pair(self, kind, number):
        """What became of two writes that start together."""
        first, second = (getattr(self, name) for name in ("_form", f"_{kind.split()[-1]}"))
        moves = [first(self.clients[0], f"premier {number}"), second(self.clients[1], f"second {number}")]
        results, barrier = [None, None], threading.Barrier(2)

        def run(place):
            from django.db import connections

            barrier.wait()
            try:
                results[place] = moves[place][0]()
            except Exception as error:
                results[place] = repr(error)
            connections.close_all()

        threads = [threading.Thread(target=run, args=(place,)) for place in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        there = [is_there() for _write, is_there in moves]
        if any(result not in ("written", "shown") for result in results):
            print(results, file=sys.stderr)
            return "errors"
        # Both were prepared before either wrote: where both write the same record, the second has not seen the first.
        blind = results == ["written"] * 2 and kind != "form and action"
        if blind or any(result == "written" and not there[place] for place, result in enumerate(results)):
            return "lost"
        return "both written" if results == ["written"] * 2 else "one shown the other"

    def _form(self, client, text):
        """Save the title; it must stand in the history, and the last title that was written must be the record's."""
        from tests.forms import fields

        form = fields(client.get(self.page)) | {"title_fr": text, "_save": "1"}
        return lambda: _told(client.post(self.page, form)), lambda: self._versions(title_fr=text)

    def _part(self, client, text):
        """Save the name of a party on the page of the record."""
        from tests.forms import fields

        form = fields(client.get(self.page)) | {"parties-0-name_at_signature_fr": text, "_save": "1"}
        return lambda: _told(client.post(self.page, form)), lambda: self._named(text)

    def _action(self, client, text):
        """Send the record to review, or take it back: the title that a form wrote meanwhile must stay."""
        self.record.refresh_from_db()
        action, state = {"draft": ("send_to_review", "in_review")}.get(
            self.record.publication, ("back_to_draft", "draft")
        )
        data = {"action": action, "_selected_action": [self.record.pk]}
        return lambda: _told(client.post(self.list, data)), lambda: self._stands(publication=state)

    def _file(self, client, text):
        """Bring in a file with another title."""
        from django.utils import timezone

        from agreements.resources import AgreementResource
        from register.tabular import exchange

        content = f"reference;title_fr\n{self.record.reference};{text}\n".encode()
        brought = exchange.receive("agreements.agreement", self.person, "x.csv", content, timezone.now())
        token = exchange.token_of(brought, exchange.plan_of(brought, AgreementResource))

        def write():
            try:
                exchange.apply(AgreementResource, "agreements.agreement", self.person, token)
            except exchange.Refused:
                return "shown"
            return "written"

        return write, lambda: self._versions(title_fr=text)

    def _versions(self, **facts):
        """Whether what was written is the record's, or was there until someone who had seen it wrote over it."""
        return self.record.history.filter(**facts).exists() and self._last_title_is_the_last_written()

    def _last_title_is_the_last_written(self):
        self.record.refresh_from_db()
        return self.record.title_fr == self.record.history.order_by("-history_id").first().title_fr

    def _named(self, text):
        return type(self.party).objects.filter(name_at_signature_fr=text).exists()

    def _stands(self, **facts):
        return type(self.record).objects.filter(pk=self.record.pk, **facts).exists()


def _told(answer):
    return {302: "written", 409: "shown"}.get(answer.status_code, f"status {answer.status_code}")


if __name__ == "__main__":
    main()
