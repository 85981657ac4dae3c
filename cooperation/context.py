from django.utils.functional import SimpleLazyObject

from register import edition


def site(request):
    """The identity of the register, for every page, read once for each edition of it."""
    mark = getattr(request, "edition", None)
    return {"identity": SimpleLazyObject(lambda: edition.identity(edition.current() if mark is None else mark))}
