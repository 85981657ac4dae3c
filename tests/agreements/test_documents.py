import hashlib
import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation

from agreements.models import Document
from agreements.models.document import LARGEST, private_storage, validate_pdf
from tests import factories

PDF = factories.PDF


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        validate_pdf(ContentFile(content, "convention.pdf"))
    with translation.override("en"):
        return refused.value.messages


@pytest.mark.parametrize(
    "content", [PDF, PDF.rstrip(), PDF + b"\r\n", b"%PDF-2.0\n%%EOF", PDF[:-6] + b"x" * 9_999 + b"\n%%EOF"]
)
def test_a_pdf_is_accepted_and_can_still_be_read(content):
    file = ContentFile(content, "convention.pdf")

    validate_pdf(file)

    assert file.read() == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n" + PDF,
        b"\xef\xbb\xbf" + PDF,
        b"<html><body>%PDF-1.4 %%EOF</body></html>",
        b"<!doctype html><script>alert(1)</script>%%EOF",
        PDF + b"<script>alert(1)</script>",
        PDF + b"<html></html>",
        PDF + b"PK\x03\x04",
        b"%PDF-1.4 <script>",
        b"%pdf-1.4\n%%eof",
        b"PK\x03\x04" + PDF,
        b"GIF89a" + PDF,
        b"\x00" * 100,
        PDF[: len(PDF) // 2],
    ],
)
def test_what_is_not_a_whole_pdf_is_refused_whatever_its_name(content):
    assert refusal(content) == ["The file is not a PDF document."]


def test_a_file_of_twelve_megabytes_is_accepted_and_one_byte_more_refused():
    largest = PDF[:-6] + b" " * (LARGEST - len(PDF)) + b"%%EOF\n"
    assert len(largest) == 12 * 1024 * 1024

    validate_pdf(ContentFile(largest, "convention.pdf"))

    assert refusal(b" " + largest) == ["The file is larger than 12 MB."]


@pytest.mark.django_db
def test_a_refused_file_is_a_message_on_its_own_field(private_documents):
    document = Document(agreement=factories.agreement(), title="Convention", file=ContentFile(b"<html>", "c.pdf"))

    with pytest.raises(ValidationError) as refused:
        document.full_clean()
    with translation.override("en"):
        assert refused.value.message_dict == {"file": ["The file is not a PDF document."]}
    assert list(private_documents.iterdir()) == []


@pytest.mark.django_db
def test_size_and_fingerprint_are_those_of_the_stored_file(private_documents):
    factories.document().full_clean()

    document = Document.objects.get()

    stored = (private_documents / document.file.name).read_bytes()
    assert stored == PDF
    assert (document.size, document.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["convention.pdf", "../../etc/passwd", "اتفاقية.pdf", 'a".html', "x" * 300 + ".pdf", "a\nb.svg"]
)
def test_the_name_on_disk_is_made_and_says_nothing_of_the_name_given(private_documents, name):
    document = factories.document(name=name)

    assert re.fullmatch(r"[0-9a-f-]{36}\.pdf", document.file.name)
    assert [path.name for path in private_documents.rglob("*")] == [document.file.name]


@pytest.mark.django_db
def test_two_files_of_one_name_are_two_files(private_documents):
    agreement = factories.agreement()
    first, second = factories.document(agreement), factories.document(agreement)

    assert first.file.name != second.file.name
    assert len(list(private_documents.iterdir())) == 2


@pytest.mark.django_db
def test_a_new_title_leaves_the_file_and_a_new_file_renews_the_fingerprint(private_documents):
    factories.document()
    document = Document.objects.get()
    first = document.sha256
    document.title = "Autre titre"
    document.save()
    assert Document.objects.get().sha256 == first

    document.file = ContentFile(PDF + b"\n", "other.pdf")
    document.save()

    assert Document.objects.get().sha256 == hashlib.sha256(PDF + b"\n").hexdigest()
    assert Document.objects.get().size == len(PDF) + 1


@pytest.mark.django_db
def test_a_new_document_is_for_staff_only_until_somebody_says_otherwise(private_documents):
    assert factories.document().visibility == "staff"


def test_private_files_lie_under_the_data_private_documents():
    assert private_storage().location == str(settings.VAR_DIR / "documents")
