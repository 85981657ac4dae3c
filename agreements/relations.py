"""The family of an agreement: what it implements, amends, renews or replaces, and what does so to it, as a tree."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, AgreementLink
from agreements.standing import lines_of
from register.prepared import prepared
from register.publication import Publication

# How many links away from the agreement the walk goes (one query each), and how many agreements it shows at most.
DEEPEST, MOST = 3, 50


# What the one above says of the one below.
UNDERGONE = {
    AgreementLink.Kind.IMPLEMENTS: _("implemented by"),
    AgreementLink.Kind.AMENDS: _("amended by"),
    AgreementLink.Kind.RENEWS: _("renewed by"),
    AgreementLink.Kind.REPLACES: _("replaced by"),
}


@dataclass
class Relative:
    """An agreement in the tree. ``links`` are what it does to the one above it; at the top there are none.

    One that hangs under several others has its own branch only at the first of them.
    """

    agreement: Agreement
    links: list[AgreementLink]
    is_current: bool = False
    children: list["Relative"] = field(default_factory=list)

    @property
    def relations(self):
        """What the one above undergoes by it, in words."""
        return [UNDERGONE[link.kind] for link in self.links]


@dataclass
class Family:
    tops: list[Relative]
    is_cut: bool

    def __bool__(self):
        return bool(self.tops)


def family_of(agreement):
    """The published agreements up to ``DEEPEST`` links away, what is implemented or amended above what does it.

    Falsy where there is none. Costs one query a level, at most ``DEEPEST``, and one for those that were found.
    """
    members, links, is_cut = _walk(agreement)
    if len(members) == 1:
        return Family([], is_cut=False)
    known = {relative.pk: relative for relative in lines_of(list(members))} | {agreement.pk: agreement}
    # One that was withdrawn meanwhile takes its links along.
    links = [link for link in links if link.source_id in known and link.target_id in known]
    return Family(_tree(agreement, known, links), is_cut)


def _walk(agreement):
    """(the keys of the agreements, the links between them, whether some were left out)."""
    members, links, edge, is_cut = {agreement.pk}, {}, {agreement.pk}, False
    for _level in range(DEEPEST):
        found = _links_of(list(edge), [0, *links])
        is_cut, edge = is_cut or len(found) > MOST, set()
        for link in found:
            new = {link.target_id, link.source_id} - members
            if len(members) + len(new) > MOST:
                is_cut = True
                continue
            members |= new
            edge |= new
            links[link.pk] = link
        if not edge:
            break
    return members, links.values(), is_cut


@prepared
def _links_of(pks, known):
    """The links of some agreements beside those that are known, one more than are shown."""
    public = Q(source__publication=Publication.PUBLISHED, target__publication=Publication.PUBLISHED)
    touching = AgreementLink.objects.filter(Q(source__in=pks) | Q(target__in=pks))
    return touching.filter(public).exclude(pk__in=known).order_by("pk")[: MOST + 1]


def _tree(agreement, members, links):
    below = defaultdict(lambda: defaultdict(list))
    for link in links:
        below[link.target_id][link.source_id].append(link)
    seen = set()

    def branch(pk, links):
        is_new = pk not in seen
        seen.add(pk)
        children = sorted(below[pk], key=lambda child: _order(members[child])) if is_new else []
        grown = [branch(child, below[pk][child]) for child in children]
        return Relative(members[pk], links, is_new and pk == agreement.pk, grown)

    sources = {link.source_id for link in links}
    # In a circle nothing is at the top: the earliest then is.
    tops = sorted(members, key=lambda pk: (pk in sources, _order(members[pk])))
    return [branch(pk, []) for pk in tops if pk not in seen]


def _order(agreement):
    return agreement.signed_on is None, agreement.signed_on or 0, agreement.reference
