"""One page of a selection: in which order, between which neighbours, and what stands on it."""

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from register.search import index, words
from register.search.days import holding
from register.search.engines import record_of
from register.translated import alphabetical

PER_PAGE = 25

# How to sort: what the address says, and the words for it. Those of the second group put a selection in an order
# of its own, which is offered while the selection is small (see Selection.is_small).
SORTS = {
    "relevance": _("relevance"),
    "newest": _("newest first"),
    "oldest": _("oldest first"),
    "title": _("title"),
    "changed": _("last change"),
}
OF_SMALL_SELECTIONS = {"relevance", "title", "changed"}


class ListPage:
    """The page that an address asks for. A sort or a page that does not exist becomes the nearest that does."""

    def __init__(self, filters, per_page=PER_PAGE):
        self.filters, self.selection, self.per_page = filters, filters.selection, per_page
        self.sort = self._sort(filters.data.get("sort"))
        self.pages = max(-(-self.selection.total // per_page), 1) if self.selection.is_small else None
        self.number = self._number(filters.data.get("page"))

    def _sort(self, asked):
        usual = "relevance" if self.selection.question.wanted else "newest"
        return asked if asked in self.offered else usual if usual in self.offered else "newest"

    @property
    def offered(self):
        """The sorts that make sense for the selection."""
        sorts = [name for name in SORTS if self.selection.is_small or name not in OF_SMALL_SELECTIONS]
        return sorts if self.selection.question.wanted else [name for name in sorts if name != "relevance"]

    @property
    def sorts(self):
        """(words, address, whether it is the one) of each sort offered."""
        return [(SORTS[name], self.filters.address(sort=name), name == self.sort) for name in self.offered]

    def _number(self, asked):
        number = int(asked) if asked and asked.isdecimal() and len(asked) < 7 else 1
        return min(max(number, 1), self.pages) if self.pages else 1

    # --- What stands on it -----------------------------------------------------------------------
    @cached_property
    def agreements(self):
        """The agreements of the page with their state and parties, in order."""
        found = Agreement.objects.published().with_parties()
        if self.sort in ("title", "changed"):
            ordered = self._sorted(found.filter(pk__in=self._all()))
            return self._with_states(ordered[self._first : self._first + self.per_page])
        by_key = found.in_bulk([record_of(number) for number in self._numbers])
        return self._with_states(by_key[pk] for number in self._numbers if (pk := record_of(number)) in by_key)

    def _with_states(self, agreements):
        """Their states from the index, where they are worked out for every day."""
        agreements, day = list(agreements), self.selection.day
        turns = index.turns_of("agreement", [agreement.pk for agreement in agreements])
        for agreement, state in zip(agreements, holding((turns[row.pk] for row in agreements), day), strict=True):
            agreement.state, agreement.state_on = state, day
        return agreements

    def _all(self):
        return [record_of(number) for number in self.selection.newest(0, self.selection.limit)]

    def _sorted(self, agreements):
        orders = {"title": [alphabetical("title"), "pk"], "changed": ["-changed_at", "-pk"]}
        return agreements.order_by(*orders[self.sort])

    @property
    def _first(self):
        return (self.number - 1) * self.per_page

    @cached_property
    def _numbers(self):
        """The numbers of the entries of the page, one more than it holds where others follow a page without number."""
        selection, of = self.selection, self.filters.data.get
        if self.sort == "relevance":
            return selection.best(self._first, self.per_page)
        if self.pages is None and self.sort == "newest":
            if older := _entry(of("older")):
                return selection.older_than(older, self.per_page)
            if newer := _entry(of("newer")):
                return selection.newer_than(newer, self.per_page)
        ordered = selection.oldest if self.sort == "oldest" else selection.newest
        return ordered(self._first, self.per_page)

    # --- Its neighbours --------------------------------------------------------------------------
    @property
    def links(self):
        """(rel, words, address) of the pages around this one."""
        if self.pages:
            links = [("prev", _("Previous page"), self.number - 1), ("next", _("Next page"), self.number + 1)]
            there = [link for link in links if 1 <= link[2] <= self.pages]
            return [(rel, said, self.filters.address(page=number)) for rel, said, number in there]
        return self._links_without_numbers()

    def _links_without_numbers(self):
        newest, oldest = self.filters.address(sort="newest"), self.filters.address(sort="oldest")
        if self.sort == "oldest" or not self._numbers:
            return [("first", _("Newest"), newest)]
        links = []
        if self.filters.data.get("older") or self.filters.data.get("newer"):
            links += [
                ("first", _("Newest"), newest),
                ("prev", _("Newer"), self.filters.address(newer=self._numbers[0])),
            ]
        if len(self._numbers) == self.per_page:
            links += [("next", _("Older"), self.filters.address(older=self._numbers[-1]))]
        return [*links, ("last", _("Oldest"), oldest)]

    @cached_property
    def correction(self):
        """What may have been meant by a search that finds nothing, if that finds something: (words, address)."""
        corrected = words.corrections(self.selection.question) if not self.selection.total else None
        if not corrected:
            return None
        address = self.filters.address(q=corrected)
        nearby = type(self.filters)(QueryDict(address[1:])).selection
        return (corrected, address) if nearby.total else None


def _entry(asked):
    """The number of an entry in an address, or None."""
    return int(asked) if asked and asked.isdecimal() and len(asked) < 19 else None
