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


def names_of(found):
    """{dimension: {code: name in the active language}} for {dimension: codes}, those that there are, in their order."""
    known, order = vocabularies(), reading_order()
    return {
        dimension: {code: first_filled(known[dimension][code], order) for code in codes if code in known[dimension]}
        for dimension, codes in found.items()
    }
