"""One page of a selection: in which order, between which neighbours, and what stands on it."""

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from agreements.standing import lines_of
from register.edition import remembered
from register.search import in_memory, words
from register.search.matching import record_of
from register.translated import alphabetical, reading_order

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
        """The agreements of the page, in order."""
        return lines_of(map(record_of, self._numbers), self.selection.entries_of(self._numbers))

    def _in_order_of_its_own(self):
        """The numbers of all entries of a small selection."""
        numbers = {record_of(number): number for number in self.selection.all()}
        if in_memory.are_all():
            ordered = _ordered(self.sort, reading_order()[0])
        else:
            # What has an entry is published. Asked again, SQLite would go through all that is.
            ordered = (
                Agreement.objects.filter(pk__in=numbers).order_by(*_order_by(self.sort)).values_list("pk", flat=True)
            )
        return [numbers[pk] for pk in ordered if pk in numbers]

    @property
    def _first(self):
        return (self.number - 1) * self.per_page

    @property
    def _numbers(self):
        return self._window[0]

    @cached_property
    def _window(self):
        """(numbers of the entries of the page, whether some come before, whether some come after)."""
        if self.sort in ("title", "changed"):
            return self._in_order_of_its_own()[self._first : self._first + self.per_page], False, False
        if self.sort == "relevance":
            return self.selection.best(self._first, self.per_page), False, False
        ordered = self.selection.oldest if self.sort == "oldest" else self.selection.newest
        if self.pages:
            return ordered(self._first, self.per_page), False, False
        asked, size = self.filters.data.get, self.per_page + 1
        onwards, back = ("newer", "older") if self.sort == "oldest" else ("older", "newer")
        if number := _entry(asked(onwards)):
            found = self._beyond(onwards, number, size)
            return found[: self.per_page], True, len(found) == size
        if number := _entry(asked(back)):
            found = self._beyond(back, number, size)
            return found[-self.per_page :], len(found) == size, True
        found = ordered(0, size)
        return found[: self.per_page], False, len(found) == size

    def _beyond(self, side, number, size):
        """The nearest entries on one side of another, in the order of the page."""
        found = self.selection.older_than(number, size) if side == "older" else self.selection.newer_than(number, size)
        return found[::-1] if self.sort == "oldest" else found

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
        """By the entries that bound the page, which is as quick on the last page as on the first."""
        numbers, is_preceded, is_followed = self._window
        onwards, back = ("newer", "older") if self.sort == "oldest" else ("older", "newer")
        words = {"newer": _("Newer"), "older": _("Older")}
        at_the_newest = not is_followed if self.sort == "oldest" else not is_preceded
        at_the_oldest = not is_preceded if self.sort == "oldest" else not is_followed
        links = [] if at_the_newest else [("first", _("Newest"), self.filters.address(sort="newest"))]
        if numbers and is_preceded:
            links.append(("prev", words[back], self.filters.address(**{back: numbers[0]})))
        if numbers and is_followed:
            links.append(("next", words[onwards], self.filters.address(**{onwards: numbers[-1]})))
        return links if at_the_oldest else [*links, ("last", _("Oldest"), self.filters.address(sort="oldest"))]

    @cached_property
    def correction(self):
        """What may have been meant by a search that finds nothing, if that finds something: (words, address)."""
        corrected = words.corrections(self.selection.question) if not self.selection.total else None
        if not corrected:
            return None
        address = self.filters.address(q=corrected)
        nearby = type(self.filters)(QueryDict(address[1:])).selection
        return (corrected, address) if nearby.total else None


def _order_by(sort):
    return {"title": [alphabetical("title"), "pk"], "changed": ["-changed_at", "-pk"]}[sort]


@remembered
def _ordered(sort, language):
    """The keys of all agreements in order, which for titles is that of a language."""
    return list(Agreement.objects.published().order_by(*_order_by(sort)).values_list("pk", flat=True))


def _entry(asked):
    """The number of an entry in an address, or None."""
    return int(asked) if asked and asked.isdecimal() and len(asked) < 19 else None
