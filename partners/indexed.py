"""Institutions as the search knows them, and which writes touch them."""

from django.db.models import Prefetch

from partners.models import Country, FormerName, Institution, Membership
from register.search.documents import Document
from register.search.index import follow, register
from register.translated import texts

_dependents = []


def texts_of(institution):
    """All that an institution may be looked for by: names, acronym, former names, country."""
    named = [institution, *institution.former_names.all(), institution.country]
    names = [name for record in named if record for name in texts(record, "name")]
    return [institution.acronym, *filter(None, names)]


def institutions(pks):
    found = Institution.objects.published().filter(pk__in=pks).order_by()
    memberships = Membership.objects.public().select_related("network")
    for institution in found.select_related("country").prefetch_related(
        "former_names", Prefetch("memberships", memberships)
    ):
        networks = {f"member={membership.network.slug}" for membership in institution.memberships.all()}
        names = tuple(texts(institution, "name"))
        yield Document(
            record=institution.pk,
            order=0,
            key=institution.slug,
            names=names,
            title=" ".join([institution.acronym, *filter(None, names)]),
            text=" ".join(texts_of(institution)),
            facets=(f"based={institution.country_id}", f"home={institution.is_home}", *sorted(networks)),
        )


def on_change(dependents):
    """Refresh also ``dependents(pks)`` when what is known of some institutions changes: {group name: pks}."""
    _dependents.append(dependents)


def _touched_by(pks):
    touched = {}
    for dependents in _dependents:
        touched |= dependents(pks)
    return touched


def _touched_by_institution(row):
    """Its own entry; for a network those of its members; while it has none, what names it without one."""
    members = row.network_memberships.values_list("institution", flat=True) if row.kind == row.Kind.NETWORK else []
    return {"institution": {row.pk, *members}} | ({} if row.is_published else _touched_by([row.pk]))


def start():
    """Tell the index of these models; called once, when the app is ready."""
    register(4, "institution", Institution, institutions, _touched_by)
    follow(Institution, _touched_by_institution)
    follow(FormerName, lambda row: {"institution": {row.institution_id}})
    follow(Membership, lambda row: {"institution": {row.institution_id}})
    follow(
        Country, lambda row: {"institution": Institution.objects.filter(country=row.pk).values_list("pk", flat=True)}
    )
