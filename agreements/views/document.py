"""Files of agreements, given to whom may see them."""

from csp.constants import NONE
from csp.decorators import csp
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.generic import View

from agreements.models import Document


@method_decorator(csp({"default-src": [NONE], "sandbox": True}), name="dispatch")
class DocumentFile(View):
    """A public file of a published agreement, or any file for staff who may inspect its agreement."""

    def get(self, request, reference, pk):
        documents = Document.objects.select_related("agreement")
        document = get_object_or_404(documents, pk=pk, agreement__reference=reference)
        is_public = document.visibility == Document.Visibility.PUBLIC and document.agreement.is_published
        if not is_public and not request.user.has_perm("agreements.inspect_agreement", document.agreement):
            raise Http404
        return FileResponse(document.file.open(), content_type="application/pdf", filename=f"{reference}-{pk}.pdf")
