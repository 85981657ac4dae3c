"""Records of which there are few at any size of the register, as countries and themes: read once an edition."""

from register.edition import remembered
from register.search.folding import fold
from register.translated import columns, first_filled, reading_order


@remembered
def texts_of(model):
    """{key: (fr, ar, en)} of the names of all records of a model."""
    return {key: texts for key, *texts in model.objects.order_by().values_list("pk", *columns("name"))}


def names_of(model, keys):
    """{key: name in the active language} of the keys that there are, in their order."""
    known, order = texts_of(model), reading_order()
    return {key: first_filled(known[key], order) for key in keys if key in known}


def alphabetically(names):
    """Pairs of (key, name) in the order of the names as a reader looks for them."""
    return sorted(names.items(), key=lambda pair: fold(pair[1]))
