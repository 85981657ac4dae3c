from django.utils.functional import SimpleLazyObject

from register import edition


def site(request):
    """For every page: the identity of the register, read once for each edition of it, and no question unless asked."""
    mark = getattr(request, "edition", None)
    identity = SimpleLazyObject(lambda: edition.identity(edition.current() if mark is None else mark))
    return {"identity": identity, "question": None}
