"""Uploads that stay in memory: no temporary file, and nothing kept beyond the limit."""

from io import BytesIO

from django import forms
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

from register.tabular.reading import ON_THE_WEB


class MemoryHandler(FileUploadHandler):
    """Keeps one byte more than the limit, so that the form can say that the file is too large."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data, start):
        self.kept.write(raw_data[: max(ON_THE_WEB.size + 1 - self.kept.tell(), 0)])

    def file_complete(self, file_size):
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, len(self.kept.getvalue()), self.charset
        )


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), max_length=255, allow_empty_file=True)


class NewcomersForm(forms.Form):
    """Which of the names that no institution bears are to become institutions, and of which kind."""

    MOST = 200

    def __init__(self, names, kinds, **kwargs):
        super().__init__(**kwargs)
        self.names = names[: self.MOST]
        for number, name in enumerate(self.names):
            choices = [("", _("do not create")), *kinds]
            self.fields[f"kind_{number}"] = forms.ChoiceField(label=name, choices=choices, required=False)

    def kinds(self):
        """{name: kind} of those to be created."""
        chosen = ((name, self.cleaned_data[f"kind_{number}"]) for number, name in enumerate(self.names))
        return {name: kind for name, kind in chosen if kind}
