"""Programmes in files: one line for each component, under the programme's own columns."""

from collections import Counter, defaultdict

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from agreements.models import Component, Programme, ProgrammeRole
from agreements.models.programme import SHARED_ROLES
from agreements.resources.names import AgreementNames
from partners.kept_resource import KeptResource
from partners.resources import InstitutionNames
from register.tabular.columns import RelatedColumn, RoleColumn
from register.tabular.name_widgets import NameWidget
from register.tabular.parts import parts
from register.tabular.referenced import ReferencedResource
from register.tabular.resource import TabularResource


class ComponentResource(TabularResource):
    prefix = "component_"
    names = {
        "funder": InstitutionNames,
        "delegated_agency": InstitutionNames,
        "responsible": InstitutionNames,
        "implementing_agreement": AgreementNames,
    }
    headings = {
        "order": _("component no."),
        "title_fr": _("component: title (French)"),
        "title_ar": _("component: title (Arabic)"),
        "title_en": _("component: title (English)"),
        "amount": _("component: amount"),
        "currency": _("component: currency"),
        "funder": _("component: funder"),
        "delegated_agency": _("component: delegated agency"),
        "implementing_agreement": _("component: implementing agreement"),
        "responsible": _("component: who answers for it"),
        "state": _("component: state"),
        "starts_on": _("component: from"),
        "ends_on": _("component: until"),
    }

    class Meta:
        model = Component
        import_id_fields = ["order"]
        fields = [
            "order",
            "title_fr",
            "title_ar",
            "title_en",
            "amount",
            "currency",
            "funder",
            "delegated_agency",
            "implementing_agreement",
            "responsible",
            "state",
            "starts_on",
            "ends_on",
        ]

    def rows_of(self, programmes):
        """{key of a programme: the rows of its components}."""
        found = defaultdict(list)
        components = Component.objects.filter(programme__pk__among=set(programmes))
        for keys, rows in parts(self.columns, components, key="programme"):
            for key, row in zip(keys, rows, strict=True):
                found[key].append(row)
        return found

    def part_of(self, row):
        return str(row.values.get("component_order"))

    def plan_row(self, row, programme, times):
        """The Record of the row's component, matched by its number; ``times`` counts the numbers met so far."""
        number = row.values.get("component_order")
        if not row.cells.get("component_order", "").strip():
            row.errors.append(self.error(row, self.fields["order"], _("Give the number of the component.")))
            return None
        stored = [c for c in programme.components.all() if c.order == number] if programme.pk else []
        position = times[number]
        times[number] += 1
        if position and position >= len(stored):
            row.errors.append(self.error(row, self.fields["order"], _("This component stands twice in the file.")))
            return None
        return self.plan_record(row, stored[position] if stored else None, programme=programme)


class ProgrammeRoleColumn(RoleColumn):
    def __init__(self, name, role):
        super().__init__(name, SHARED_ROLES[role], InstitutionNames, "roles", role)


class ProgrammeResource(KeptResource, ReferencedResource):
    names = {"keeper": InstitutionNames}
    # Lines of one programme belong together wherever they stand: a file is planned whole.
    part = None
    agreements = RelatedColumn("agreements", _("contractual framework"), AgreementNames)
    funders = ProgrammeRoleColumn("funders", ProgrammeRole.Role.FUNDER)
    leads = ProgrammeRoleColumn("leads", ProgrammeRole.Role.LEAD)
    delegated = ProgrammeRoleColumn("delegated", ProgrammeRole.Role.DELEGATED)
    implementing = ProgrammeRoleColumn("implementing", ProgrammeRole.Role.IMPLEMENTING)
    chairs = ProgrammeRoleColumn("chairs", ProgrammeRole.Role.STEERING_CHAIR)
    members = ProgrammeRoleColumn("members", ProgrammeRole.Role.STEERING_MEMBER)

    class Meta:
        model = Programme
        import_id_fields = ["reference"]
        fields = [
            "reference",
            "title_fr",
            "title_ar",
            "title_en",
            "starts_on",
            "ends_on",
            "agreements",
            "funders",
            "leads",
            "delegated",
            "implementing",
            "chairs",
            "members",
            "objective_fr",
            "objective_ar",
            "objective_en",
            "monitoring_fr",
            "monitoring_ar",
            "monitoring_en",
            "keeper",
        ]

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.components = ComponentResource()
        self.components.called = self.called
        for column in self.components.columns:
            if isinstance(column.widget, NameWidget):
                column.widget.shared = self.shared

    def get_queryset(self):
        return Programme.objects.select_related("keeper").prefetch_related(
            "agreements",
            # Joined, since SQLite takes no list of a thousand records that are looked up by their own keys.
            Prefetch("roles", ProgrammeRole.objects.select_related("institution")),
            Prefetch(
                "components",
                Component.objects.select_related("funder", "delegated_agency", "implementing_agreement"),
            ),
        )

    def file_columns(self):
        return [*self.columns, *self.components.columns]

    def file_rows(self, queryset):
        nothing = [("",) * len(self.components.columns)]
        for keys, rows in parts(self.columns, queryset):
            components = self.components.rows_of(keys)
            for key, row in zip(keys, rows, strict=True):
                yield from (row + component for component in components.get(key, nothing))

    def plan_rows(self, rows, plan):
        for row in rows:
            self.clean_row(row)
            self.components.clean_row(row)
        groups = self._groups(rows)
        known = self.known([self.key(group[0].values) for group in groups])
        for group in groups:
            self._check_repeated(group)
            plan.records.append(self._plan_group(group, known.get(self.key(group[0].values))))
        plan.errors += [error for row in rows for error in row.errors]

    def _groups(self, rows):
        """The rows of each programme: those of its reference, and those below that say nothing of the programme."""
        groups, by_key = [], {}
        for row in rows:
            key = self.key(row.values)
            group = by_key.get(key) if key else groups[-1] if groups and not _filled(row, self.columns) else None
            if group is None:
                group = []
                groups.append(group)
                if key:
                    by_key[key] = group
            group.append(row)
        return groups

    def _check_repeated(self, group):
        first, *others = group
        for row in others:
            for column in _filled(row, self.columns):
                if row.values.get(column.column_name) != first.values.get(column.column_name):
                    sentence = _("This differs from line %(line)s, which is about the same programme.")
                    row.errors.append(self.error(row, column, sentence % {"line": first.line}))

    def _plan_group(self, group, instance):
        record = self.plan_record(group[0], instance)
        record.lines = [row.line for row in group]
        times = Counter()
        for row in group:
            if _filled(row, self.components.columns):
                detail = self.components.plan_row(row, record.instance, times)
                record.details += [detail] if detail else []
        return record


def _filled(row, columns):
    return [column for column in columns if row.cells.get(column.column_name, "").strip()]
