"""Countries and themes by their codes: few at any size of the register, so their names are read once an edition."""

from agreements.models import Theme
from partners.models import Country
from register.edition import remembered
from register.translated import columns, first_filled, reading_order


@remembered
def vocabularies():
    """{dimension: {code: (fr, ar, en)}} of countries and themes."""
    models = {"country": Country, "theme": Theme}
    read = {name: model.objects.order_by().values_list("pk", *columns("name")) for name, model in models.items()}
    return {name: {pk: texts for pk, *texts in rows} for name, rows in read.items()}


def names_of(dimension, codes):
    """{code: name in the active language} of the codes that there are, in their order."""
    known, order = vocabularies()[dimension], reading_order()
    return {code: first_filled(known[code], order) for code in codes if code in known}
