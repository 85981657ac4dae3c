"""The base of pages and of the parts on them: three languages, rights asked of each record, one write at a time."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, TextField
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from register.admin.locking import LockingAdmin
from register.admin.widgets import SoundSelect, SoundSelectMultiple
from register.search import search
from register.tabular.reading import check_text
from register.translated import columns, writing_of


def three(name):
    """The three languages of a text on one line of a form, French first."""
    return tuple(columns(name))


class ThreeLanguages:
    """Arabic is typed from right to left, whatever the language of the page; long texts in small boxes.

    ``helps`` says, by name, what stands under the fields that have no help of their own.
    """

    helps = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(field, "widget") and hasattr(field.widget, "can_delete_related"):
            # A slip beside a field must not delete another record.
            field.widget.can_delete_related = False
        if field and not field.help_text:
            field.help_text = self.helps.get(db_field.name, "")
        if isinstance(db_field, (CharField, TextField)) and isinstance(field, forms.CharField):
            field.validators = [*field.validators, check_text]
        if field and (writing := writing_of(db_field.name)):
            field.widget.attrs |= writing
            if "rows" in field.widget.attrs:
                field.widget.attrs["rows"] = 4
        return field


class KnownChoices:
    """What a form may name: the records that the person may know of, and those that are named already."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SoundSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SoundSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_field_queryset(self, db, db_field, request):
        page, related = self.admin_site._registry.get(db_field.related_model), db_field.related_model
        if not isinstance(page, RegisterAdmin):
            return super().get_field_queryset(db, db_field, request)
        known = page.get_queryset(request).order_by().values("pk")
        named = self._rows_of_page(request).values(db_field.name)
        return related._default_manager.filter(Q(pk__in=known) | Q(pk__in=named))

    def _rows_of_page(self, request):
        """The rows of this model on the page that is asked for; none where a record is added."""
        pk = request.resolver_match.kwargs.get("object_id")
        return self.model._base_manager.filter(**{self.path_to_page(): pk}) if pk else self.model._base_manager.none()

    def path_to_page(self):
        """The path from a row to the record whose page it stands on."""
        return "pk"


class _Part(ThreeLanguages, KnownChoices):
    """A row may go with whoever may change the record: it is no record of its own."""

    extra = 0

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def path_to_page(self):
        return self.fk_name or next(f.name for f in self.model._meta.fields if f.related_model is self.parent_model)


class Stacked(_Part, admin.StackedInline):
    pass


class NamedFormSet(BaseInlineFormSet):
    """The box by which a row is deleted has a name for those who do not see the head of its column."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = _("Delete")


class Tabular(_Part, admin.TabularInline):
    formset = NamedFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The label of a field stands in the head of its column: its name is said again for those who hear it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = capfirst(str(field.label))
        return field


class RegisterAdmin(LockingAdmin, ThreeLanguages, KnownChoices, admin.ModelAdmin):
    """Rights are asked of each record. Searches folded columns as the public pages do; other columns as Django does."""

    list_per_page = 50

    def may(self, request, verb, obj=None):
        """Whether the person may do so to the record, or to any such record."""
        return request.user.has_perm(f"{self.opts.app_label}.{verb}_{self.opts.model_name}", obj)

    def has_view_permission(self, request, obj=None):
        return self.may(request, "view") if obj is None else self.may(request, "inspect", obj)

    def has_change_permission(self, request, obj=None):
        return self.may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, "delete", obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Of a record of others, staff see what the public sees."""
        obj = self.known(request, object_id)
        is_of_others = request.method == "GET" and not self.has_view_permission(request, obj)
        if is_of_others and hasattr(obj, "get_absolute_url"):
            return HttpResponseRedirect(obj.get_absolute_url())
        return super().change_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        self.known(request, object_id)
        return super().delete_view(request, object_id, extra_context)

    def get_object(self, request, object_id, from_field=None):
        """Read once for a page that is only looked at; a write reads it anew, under its lock."""
        if request.method != "GET":
            return super().get_object(request, object_id, from_field)
        read = request.__dict__.setdefault("_objects_read", {})
        key = (self.opts.label_lower, object_id, from_field)
        if key not in read:
            read[key] = super().get_object(request, object_id, from_field)
        return read[key]

    def known(self, request, object_id):
        """The record of that key, where the person may know of it. Raises Http404."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        return obj

    def inspected(self, request, object_id):
        """The record of that key, where the person may inspect it. Raises Http404 or PermissionDenied."""
        obj = self.known(request, object_id)
        if not self.may(request, "inspect", obj):
            raise PermissionDenied
        return obj

    def address(self, of, *args):
        """The address of a page of this kind of records."""
        return reverse(f"admin:{self.page_name(of)}", args=args)

    def page_name(self, of):
        return f"{self.opts.app_label}_{self.opts.model_name}_{of}"

    def get_search_results(self, request, queryset, search_term):
        paths = self.get_search_fields(request)
        if all(path.endswith("folded") for path in paths):
            return search(queryset, search_term, *paths), False
        return super().get_search_results(request, queryset, search_term)
