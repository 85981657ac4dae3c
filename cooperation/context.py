from django.utils.functional import SimpleLazyObject

from register import edition


def site(request):
    """For every page: the identity of the register, read once for each edition of it, the day on which it was last
    written, and no question unless asked.
    """
    of_request = edition.of_request.get()
    mark = SimpleLazyObject(edition.current) if of_request is None else of_request
    return {
        "identity": SimpleLazyObject(lambda: edition.identity(str(mark))),
        "written_on": SimpleLazyObject(lambda: edition.written_on(str(mark))),
        "question": None,
    }
