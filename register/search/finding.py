"""Looking for records of any kind: the best first, those of a kind together, and what a few letters may become."""

from dataclasses import dataclass, replace

from register.models import SearchEntry
from register.search import engines, words
from register.search.engines import Match

# Beyond so many, answers are not counted one by one.
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Answers:
    """What was found in one group: the records in order, and how many there are (more than MOST_COUNTED: at least)."""

    group: str
    records: list
    count: int

    @property
    def is_exact(self):
        return self.count <= MOST_COUNTED


def best(match, offset, limit):
    """Numbers of entries: those with the words in their title first, whole words before beginnings, then the newest."""
    numbers = {}
    for within in ("whole title", "title", "anywhere"):
        numbers |= dict.fromkeys(engines.numbers(replace(match, within=within), offset + limit))
        if len(numbers) >= offset + limit:
            break
    return list(numbers)[offset : offset + limit]


def answers(group, question, limit):
    """The best of one group."""
    match = Match(choices=((f"group={group}",),), question=question)
    count = engines.count(match, MOST_COUNTED + 1)
    numbers = best(match, 0, limit) if count else []
    return Answers(group, [engines.record_of(number) for number in numbers], count)


def suggested(typed, groups, limit):
    """The entries whose titles hold the words typed so far, the last one as a beginning: at most ``limit``."""
    question = words.whole(typed)
    numbers = []
    for group in groups:
        match = Match(choices=((f"group={group}",),), question=question, within="title")
        numbers += engines.numbers(match, limit - len(numbers) if group == groups[-1] else limit // 2)
    entries = SearchEntry.objects.only("key", "facets", "name_fr", "name_ar", "name_en").in_bulk(numbers)
    return [entries[number] for number in numbers if number in entries]
