"""One search over everything that is published, and what a few letters may become."""

from django.db.models import TextChoices
from django.http import JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from agreements.models import Agreement, Meeting, Programme
from agreements.standing import give_names
from cooperation import countries, suggested
from partners.models import Institution
from register.addresses import addresses_of
from register.choices import words_of
from register.pages import Page
from register.search import finding, words
from register.search.terms import Question, excerpt, pieces
from register.translated import TranslatedText

SHOWN = 5
# What is suggested: so many countries, and places kept for each group.
MOST_COUNTRIES = 2
PLACES = {"institution": 3, "programme": 2, "meeting": 1, "agreement": 2}
IN_MEMORY = ["institution", "programme", "meeting"]


class Kind(TextChoices):
    """What may be suggested; the page of each kind bears its name."""

    COUNTRY = "country", _("country")
    INSTITUTION = "institution", _("institution")
    PROGRAMME = "programme", _("programme")
    MEETING = "meeting", _("meeting")
    AGREEMENT = "agreement", _("agreement")


# The groups of the index; the page of a record bears the name of its group.
GROUPS = ["institution", "agreement", "programme", "meeting"]


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
        groups = [self._answers(*group) for group in self._groups()] if self.question.wanted else []
        groups = [group for group in groups if group["answers"].count]
        named = countries.answering(self.question)
        is_empty = self.question.wanted and not (groups or named)
        correction = words.corrections(self.question) if is_empty else None
        if correction and not self._finds(correction):
            correction = None
        return super().get_context_data(
            q=self.q, question=self.question, countries=named, groups=groups, correction=correction, **kwargs
        )

    def _groups(self):
        """(name, its records as they are shown, fields in which a passage is looked for, the address of its list)."""
        agreements = Agreement.objects.published()
        programmes = Programme.objects.published().prefetch_related("extensions")
        institutions = Institution.objects.published().select_related("country").prefetch_related("former_names")
        return [
            ("institution", institutions, [], reverse("institutions")),
            ("agreement", agreements, ["objective", "note", "legal_framework"], reverse("agreements")),
            ("programme", programmes, ["objective", "monitoring"], reverse("programmes")),
            ("meeting", Meeting.objects.published(), ["summary"], reverse("meetings")),
        ]

    def _answers(self, name, records, texts, address):
        answers = finding.answers(name, self.question, SHOWN)
        by_key = records.in_bulk(answers.records)
        found = [by_key[pk] for pk in answers.records if pk in by_key]
        for record in found:
            passages = (self._passage(getattr(record, text)) for text in texts)
            record.passage = next(filter(None, passages), "")
            record.heading = record.name if name == "institution" else record.title
        if name == "agreement":
            give_names(found)
        return {"name": name, "answers": answers, "records": found, "address": address}

    def _passage(self, text):
        """The excerpt that answers, which knows the language of the text as well."""
        return TranslatedText(excerpt(text, self.question), text.language, text.is_fallback)

    def _finds(self, typed):
        question = words.whole(Question.parse(typed))
        return any(finding.answers(name, question, 1).count for name in GROUPS)


class Suggestions(View):
    """The countries and titles that hold the letters typed so far, as JSON: [{"pieces", "kind", "address"}].

    ``pieces`` are the name, cut into [piece, whether it answers].
    """

    def get(self, request):
        typed = words.whole_but_last(Question.parse(request.GET.get("q", "")[:100]))
        named = countries.answering(typed)[:MOST_COUNTRIES]
        found = [("country", code.lower(), name) for code, name, _count in named]
        if typed.wanted:
            known = {group: suggested.known(group, typed) for group in IN_MEMORY}
            found += finding.suggested(typed, PLACES, known)
        kinds, addresses = words_of(Kind), {kind: addresses_of(kind) for kind in {kind for kind, *_ in found}}
        suggestions = [
            {"pieces": pieces(str(name), typed), "kind": kinds[kind], "address": addresses[kind][key]}
            for kind, key, name in found
        ]
        return JsonResponse({"suggestions": suggestions}, json_dumps_params={"ensure_ascii": False})
