import hashlib
import uuid

from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.models.agreement import Agreement

LARGEST = 12 * 1024 * 1024


def private_storage():
    """Files lie outside anything a web server hands out by itself; the document view decides who reads them."""
    return storages["private"]


def generated_name(document, file_name):
    return f"{uuid.uuid4()}.pdf"


def validate_pdf(file):
    """Only a PDF of at most 12 MB: it begins with %PDF- and ends with its end mark."""
    if file.size > LARGEST:
        raise ValidationError(_("The file is larger than 12 MB."))
    file.seek(0)
    content = file.read()
    file.seek(0)
    if not content.startswith(b"%PDF-") or not content.rstrip().endswith(b"%%EOF"):
        raise ValidationError(_("The file is not a PDF document."))


class Document(models.Model):
    """A file of an agreement. ``size`` is in bytes; ``sha256`` proves that the file has not changed since."""

    class Kind(models.TextChoices):
        SIGNED_TEXT = "signed_text", _("signed text")
        ANNEX = "annex", _("annex")
        MINUTES = "minutes", _("minutes")
        REPORT = "report", _("report")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        STAFF = "staff", _("staff only")

    class Language(models.TextChoices):
        FRENCH = "fr", _("French")
        ARABIC = "ar", _("Arabic")
        ENGLISH = "en", _("English")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="documents", verbose_name=_("agreement"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.SIGNED_TEXT)
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FRENCH)
    visibility = models.CharField(_("visibility"), max_length=8, choices=Visibility, default=Visibility.STAFF)
    file = models.FileField(_("file"), storage=private_storage, upload_to=generated_name, validators=[validate_pdf])
    size = models.PositiveIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["kind", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("document", args=[self.agreement.reference, self.pk])

    def save(self, **kwargs):
        if not self.file._committed:
            self.file.seek(0)
            content = self.file.read()
            self.file.seek(0)
            self.size, self.sha256 = len(content), hashlib.sha256(content).hexdigest()
        super().save(**kwargs)
