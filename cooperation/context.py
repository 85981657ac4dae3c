from django.utils.functional import SimpleLazyObject

from register.models import Identity


def site(request):
    """The identity of the register, for every page; one query, made when a template asks."""
    return {"identity": SimpleLazyObject(lambda: Identity.objects.first() or Identity())}
