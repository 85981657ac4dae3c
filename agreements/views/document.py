"""Files of agreements, given to whom may see them."""

from csp.constants import NONE
from csp.decorators import csp
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.generic import View

from agreements.models import Document
from register.publication import Publication


@method_decorator(csp({"default-src": [NONE], "sandbox": True}), name="dispatch")
class DocumentFile(View):
    """A public file of a published agreement, or any file for staff who may see documents."""

    def get(self, request, reference, pk):
        documents = Document.objects.all()
        if not request.user.has_perm("agreements.view_document"):
            documents = documents.filter(
                visibility=Document.Visibility.PUBLIC, agreement__publication=Publication.PUBLISHED
            )
        document = get_object_or_404(documents, pk=pk, agreement__reference=reference)
        return FileResponse(document.file.open(), content_type="application/pdf", filename=f"{reference}-{pk}.pdf")
