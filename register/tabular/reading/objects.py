"""Rows of a JSON file: a list of objects, or an object that holds one."""

import json
import re
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.tabular.escape import neutralise
from register.tabular.reading.cells import number_of, number_text, too_long
from register.tabular.widgets import SEPARATOR

# Up to the next sign outside of texts that makes one more value.
_VALUE = re.compile(r'(?:[^"\[{,]++|"(?:[^"\\]++|\\.)*+"?)*+(?:[\[{,]|\Z)', re.DOTALL)


def rows(file, limits, is_heading):
    """The keys as headings, in the order in which they are met, then the values of each object. Read as a whole."""
    found = _records(_whole(file.read(), limits))
    # One heading more than may be is enough to be refused.
    headings = list(islice(dict.fromkeys(key for one in found for key, _value in one), limits.columns + 1))
    yield list(map(neutralise, headings))
    for number, one in enumerate(found, start=1):
        values = dict(one)
        if len(values) < len(one):
            raise ValidationError(
                _("Record %(number)s of this JSON file holds one name twice: keep one of them."),
                params={"number": number},
                code="twice",
            )
        # Nothing is marked in JSON, and the mark is taken off whatever is read.
        yield [neutralise(_cell(values.get(key), number, key, limits)) for key in headings]


def _whole(content, limits):
    """What the file holds; objects as tuples of (name, value), numbers as texts. Counted before anything is made."""
    try:
        text = content.decode(json.detect_encoding(content))
        _check_values(text, limits)
        return json.loads(text, object_pairs_hook=tuple, parse_float=_number, parse_int=str, parse_constant=str)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValidationError(
            _("From line %(line)s, character %(column)s, this JSON file cannot be read: cut off, or not in UTF-8."),
            params=_place(error, content),
            code="json",
        ) from None
    except RecursionError:
        sentence = _("This JSON file does not hold one list of records.")
        raise ValidationError(sentence, code="json") from None


def _check_values(text, limits):
    if sum(1 for _value in islice(_VALUE.finditer(text), limits.values + 1)) > limits.values:
        raise ValidationError(
            _("This JSON file holds more than %(limit)s values: divide it."),
            params={"limit": limits.values},
            code="elements",
        )


def _place(error, content):
    if isinstance(error, json.JSONDecodeError):
        return {"line": error.lineno, "column": error.colno}
    before = content[: error.start].decode(error.encoding, "replace")
    return {"line": before.count("\n") + 1, "column": len(before) - before.rfind("\n")}


def _number(raw):
    """As it is written, but for an exponent."""
    value = number_of(raw) if "e" in raw.lower() else None
    return raw if value is None else number_text(value)


def _records(whole):
    lists = [value for _name, value in whole if isinstance(value, list)] if isinstance(whole, tuple) else [whole]
    if len(lists) != 1 or not isinstance(lists[0], list) or not all(isinstance(one, tuple) for one in lists[0]):
        raise ValidationError(_("This JSON file does not hold one list of records."), code="json")
    return lists[0]


def _cell(value, number, key, limits):
    texts = value if isinstance(value, list) else [value]
    if any(isinstance(text, (list, tuple)) for text in texts):
        raise ValidationError(
            _("In record %(number)s of this JSON file “%(key)s” holds further values: write a text or a list."),
            params={"number": number, "key": key[:100]},
            code="json",
        )
    text = SEPARATOR.join(map(_text, texts))
    if len(text) > limits.cell:
        raise too_long(number + 1, limits)
    return text


def _text(value):
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value or ""
