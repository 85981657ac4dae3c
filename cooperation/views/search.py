"""One search over everything that is published, and what a few letters may become."""

from django.db.models import TextChoices
from django.http import JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from agreements.models import Agreement, Meeting, Programme
from agreements.standing import give_names
from cooperation import by_name, countries
from partners.models import Institution
from register.addresses import addresses_of
from register.choices import words_of
from register.pages import Page
from register.prepared import prepared
from register.search import finding, words
from register.search.terms import Question, excerpt, pieces
from register.translated import TranslatedText

SHOWN = 5
# What is suggested: so many countries, and places kept for each group.
MOST_COUNTRIES = 2
PLACES = {"institution": 3, "programme": 2, "meeting": 1, "agreement": 2}


class Kind(TextChoices):
    """What may be suggested; the page of each kind bears its name."""

    COUNTRY = "country", _("country")
    INSTITUTION = "institution", _("institution")
    PROGRAMME = "programme", _("programme")
    MEETING = "meeting", _("meeting")
    AGREEMENT = "agreement", _("agreement")


@prepared
def _agreements(keys):
    return Agreement.objects.published().filter(pk__in=keys).order_by()


@prepared
def _institutions(keys):
    return Institution.objects.published().filter(pk__in=keys).select_related("country").order_by()


@prepared
def _programmes(keys):
    return Programme.objects.published().filter(pk__in=keys).order_by().with_end()


@prepared
def _meetings(keys):
    return Meeting.objects.published().filter(pk__in=keys).order_by()


# {group of the index: (how its records are read, the texts in which a passage is looked for, the name of its list)}.
GROUPS = {
    "institution": (_institutions, [], "institutions"),
    "agreement": (_agreements, ["objective", "note", "legal_framework"], "agreements"),
    "programme": (_programmes, ["objective", "monitoring"], "programmes"),
    "meeting": (_meetings, ["summary"], "meetings"),
}


class Search(Page, TemplateView):
    """What answers to ``q``, kind by kind, the best first."""

    template_name = "cooperation/search.html"

    @property
    def q(self):
        return self.request.GET.get("q", "").strip()[:1000]

    @cached_property
    def question(self):
        return words.whole(Question.parse(self.q))

    def get_context_data(self, **kwargs):
        groups = self._groups() if self.question.wanted else []
        named = countries.answering(self.question)
        is_empty = self.question.wanted and not (groups or named)
        correction = words.corrections(self.question) if is_empty else None
        if correction and not self._finds(correction):
            correction = None
        return super().get_context_data(
            q=self.q, question=self.question, countries=named, groups=groups, correction=correction, **kwargs
        )

    def _groups(self):
        """What is shown of each group in which something is found."""
        first = {"institution": by_name.signing_most(self.question)}
        found = finding.answers([*GROUPS], self.question, SHOWN, first)
        return [self._shown(answers, *GROUPS[answers.group]) for answers in found if answers.count]

    def _shown(self, answers, read, passages, address):
        by_key = {record.pk: record for record in read(answers.records)}
        records = [by_key[pk] for pk in answers.records if pk in by_key]
        for record in records:
            told = (self._passage(getattr(record, text)) for text in passages)
            record.passage = next(filter(None, told), "")
            record.heading = record.name if answers.group == "institution" else record.title
        if answers.group == "agreement":
            give_names(records)
        return {"name": answers.group, "answers": answers, "records": records, "address": reverse(address)}

    def _passage(self, text):
        """The excerpt that answers, which knows the language of the text as well."""
        return TranslatedText(excerpt(text, self.question), text.language, text.is_fallback)

    def _finds(self, typed):
        question = words.whole(Question.parse(typed))
        return any(answers.count for answers in finding.answers([*GROUPS], question, 1, {}))


class Suggestions(View):
    """The countries and titles that hold the letters typed so far, as JSON: [{"pieces", "kind", "address"}].

    ``pieces`` are the name, cut into [piece, whether it answers].
    """

    def get(self, request):
        typed = words.whole_but_last(Question.parse(request.GET.get("q", "")[:100]))
        named = countries.answering(typed)[:MOST_COUNTRIES]
        found = [("country", code.lower(), name) for code, name, _count in named]
        if typed.wanted:
            found += finding.suggested(typed, PLACES, by_name.known)
        kinds, addresses = words_of(Kind), {kind: addresses_of(kind) for kind in {kind for kind, *_ in found}}
        suggestions = [
            {"pieces": pieces(str(name), typed), "kind": kinds[kind], "address": addresses[kind][key]}
            for kind, key, name in found
        ]
        return JsonResponse({"suggestions": suggestions}, json_dumps_params={"ensure_ascii": False})
