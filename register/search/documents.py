"""A published record as it is given to the index, and the entry that is made of it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from register.models import SearchEntry
from register.search import days, matching
from register.search.terms import terms


@dataclass(frozen=True)
class Document:
    """A published record for the index. ``order`` is a YYYYMMDD number; texts are as people read them.

    ``facets`` are ``dimension=value`` words; ``turns`` say what holds from which day on (see search.days).
    """

    record: int
    order: int
    key: str
    names: tuple
    title: str
    text: str = ""
    facets: tuple = ()
    turns: str = ""


class Prepared:
    """An entry and its indexed texts, from a document."""

    def __init__(self, group, document):
        self.document = document
        self.record = document.record * matching.GROUPS + group.number
        self.id = matching.identifier(document.order, document.record, group.number)
        self.facets = " ".join((f"group={group.name}", *dict.fromkeys(document.facets)))
        self.turns = document.turns
        whole = "\0".join(
            [str(self.id), document.key, *document.names, document.title, document.text, self.facets, self.turns]
        )
        self.digest = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()

    @property
    def entry(self):
        fr, ar, en = self.document.names
        return SearchEntry(
            id=self.id,
            record=self.record,
            key=self.document.key,
            facets=self.facets,
            turns=self.turns,
            digest=self.digest,
            name_fr=fr,
            name_ar=ar,
            name_en=en,
        )

    @cached_property
    def title(self):
        """The words of the title, as the index keeps them."""
        return terms(self.document.title)

    @property
    def texts(self):
        title, text = " ".join(self.title), " ".join(terms(self.document.text))
        return self.id, title, text, self.facets, " ".join(days.tokens_of(self.turns))
