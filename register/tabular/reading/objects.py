"""Rows of a JSON file: a list of objects, or an object that holds one."""

import json

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.tabular.escape import neutralise
from register.tabular.widgets import SEPARATOR


def rows(file, limits, is_heading):
    """The keys as headings, in the order in which they are met, then the values of each object. Read as a whole."""
    try:
        whole = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        sentence = _("This JSON file cannot be read: it is cut off, or not in UTF-8.")
        raise ValidationError(sentence, code="json") from None
    found = _objects(whole)
    headings = list(dict.fromkeys(key for one in found for key in one))
    yield list(map(neutralise, headings))
    for one in found:
        # Nothing is marked in JSON, and the mark is taken off whatever is read.
        yield [neutralise(_text(one.get(key))) for key in headings]


def _objects(whole):
    lists = [value for value in whole.values() if isinstance(value, list)] if isinstance(whole, dict) else [whole]
    if len(lists) != 1 or not all(isinstance(one, dict) for one in lists[0]):
        raise ValidationError(_("This JSON file does not hold one list of records."), code="json")
    return lists[0]


def _text(value):
    if isinstance(value, list):
        return SEPARATOR.join(map(_text, value))
    if isinstance(value, dict):
        raise ValidationError(_("A value of this JSON file holds further values."), code="json")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)
