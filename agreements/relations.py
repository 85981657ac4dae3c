"""The family of an agreement: what it implements, amends, renews or replaces, and what does so to it, as a tree."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, AgreementLink
from register.prepared import prepared
from register.publication import Publication
from register.translated import columns

# How many links away from the agreement the walk goes (one query each), and how many agreements it shows at most.
DEEPEST, MOST = 3, 50
# What the tree says of each.
SHOWN = ["reference", *columns("title"), "is_signed", "signed_on"]


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

    Falsy where there is none. Costs one query a level, at most ``DEEPEST``.
    """
    members, links, is_cut = _walk(agreement)
    return Family(_tree(agreement, members, links) if links else [], is_cut)


def _walk(agreement):
    """({key: agreement}, the links between them, whether some were left out)."""
    members, links, edge, is_cut = {agreement.pk: agreement}, {}, {agreement.pk}, False
    for _level in range(DEEPEST):
        found = _links_of(list(edge), [0, *links])
        is_cut, edge = is_cut or len(found) > MOST, set()
        for link in found:
            new = {one.pk: one for one in (link.source, link.target) if one.pk not in members}
            if len(members) + len(new) > MOST:
                is_cut = True
                continue
            members |= new
            edge |= new.keys()
            links[link.pk] = link
        if not edge:
            break
    return members, links.values(), is_cut


@prepared
def _links_of(pks, known):
    """The links of some agreements beside those that are known, one more than are shown, with both their ends."""
    public = Q(source__publication=Publication.PUBLISHED, target__publication=Publication.PUBLISHED)
    touching = AgreementLink.objects.filter(Q(source__in=pks) | Q(target__in=pks))
    ends = [f"{end}__{name}" for end in ("source", "target") for name in SHOWN]
    read = touching.filter(public).exclude(pk__in=known).select_related("source", "target").only("kind", *ends)
    return read.order_by("pk")[: MOST + 1]


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
