"""What is found in memory by its names: the records of small groups, and the institutions that sign most."""

from partners.models import Institution
from register.edition import remembered
from register.search import counts, engines, in_memory
from register.search.finding import SHOWN
from register.search.matching import Match
from register.search.named import Named
from register.translated import columns

# So many records of a group are in memory: all of most registers.
MOST = 1_000


def known(group, question):
    """([(key, (fr, ar, en))] of those in memory whose names hold all that is wanted, whether these are all there are).

    Institutions come in the order of how much they sign, others from the newest on. Nothing is known of phrases, nor
    where something is unwanted: names alone do not tell what a record is without.
    """
    named = None if question.unwanted or question.phrases else _in_memory(group)
    return ([], False) if named is None else (named.answering(question), len(named) == _number_of(group))


def signing_most(question):
    """The keys of the institutions whose names hold all that is wanted, in the same order."""
    found, key_of = known("institution", question)[0], _institutions()[1]
    return [key_of[slug] for slug, _names in found]


def _in_memory(group):
    if group == "institution":
        return _institutions()[0]
    return _newest(group) if _number_of(group) <= MOST else None


def _number_of(group):
    return in_memory.number_of(f"group={group}")


@remembered
def _institutions():
    """(what is named (slug, (fr, ar, en)), those that sign most first; {slug: pk}): acronyms are names too."""
    signing = {slug: place for place, (slug, _count) in enumerate(counts.top(["party"], MOST)["party"])}
    institutions = Institution.objects.published().order_by("-pk")
    if _number_of("institution") > MOST:
        institutions = institutions.filter(slug__in=signing)
    found = list(institutions.values_list("pk", "slug", *columns("name"), "acronym"))
    found.sort(key=lambda one: signing.get(one[1], MOST))
    things = [(slug, names) for _pk, slug, *names, _acronym in found]
    return Named(things, [" ".join(one[2:]) for one in found]), {slug: pk for pk, slug, *_ in found}


@remembered
def _newest(group):
    found = engines.columns(Match(choices=((f"group={group}",),)), SHOWN, MOST)
    return Named([(key, names) for key, *names in found], [" ".join(row) for row in found])
