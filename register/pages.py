"""What every public view shares: the day it speaks of and the direction in which it is read."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.views.generic.base import ContextMixin

from register.merging import leads_to
from register.search import counts, engines, words
from register.search.matching import Match
from register.search.terms import Question


class LeadsOn:
    """For the page of a published record: the address of one that was merged leads to the one that stays, for good.

    ``read`` answers with what stands at an address: a list of one, or of none.
    """

    def get_object(self, queryset=None):
        found = self.read(self.kwargs[self.slug_url_kwarg])
        if not found:
            raise Http404
        return found[0]

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            old_key = self.kwargs[self.slug_url_kwarg]
            kept = self.model.objects.published().filter(pk=leads_to(self.model, old_key)).first()
            if kept is None:
                raise
            return HttpResponsePermanentRedirect(kept.get_absolute_url())


class NearestPage:
    """For lists in pages: one that does not exist becomes the nearest that does."""

    def paginate_queryset(self, queryset, page_size):
        page = self.get_paginator(queryset, page_size).get_page(self.request.GET.get("page"))
        return page.paginator, page, page.object_list, page.has_other_pages()


class Narrowed:
    """For lists of the published records of a ``group`` of the index: ``q`` leaves those that answer to it."""

    group = ""

    @property
    def facet(self):
        """What all of the list bear in the index."""
        return f"group={self.group}"

    def get_queryset(self):
        found, self.question = super().get_queryset(), words.whole(Question.parse(self.request.GET.get("q", "")))
        if not self.question:
            return found
        match = Match(choices=((f"group={self.group}",),), question=self.question)
        return found.filter(pk__in=engines.records(match))

    def get_paginator(self, queryset, per_page, **kwargs):
        """How many there are of all is kept at every write."""
        paginator = super().get_paginator(queryset, per_page, **kwargs)
        if not self.question:
            paginator.count = counts.of(self.facet)[self.facet]
        return paginator

    def get_context_data(self, **kwargs):
        return super().get_context_data(q=self.request.GET.get("q", ""), question=self.question, **kwargs)


class Page(ContextMixin):
    @property
    def day(self):
        """The day for which states are shown: today in the register's own time zone."""
        return timezone.localdate()

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=self.day, is_mirrored=get_language_bidi(), **kwargs)
