from django.utils.functional import SimpleLazyObject

from register import edition


def site(request):
    """For every page: the identity of the register, read once for each edition of it, the day on which it was last
    written, and no question unless asked.
    """
    return {
        "identity": SimpleLazyObject(lambda: edition.identity(edition.shown())),
        "written_on": SimpleLazyObject(lambda: edition.written_on(edition.shown())),
        "question": None,
    }
