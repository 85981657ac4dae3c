"""Cells that cannot be taken, by what their text says: each is an error of its line and column, never of the file."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What is read of a formula that nobody worked out, and of an error that is none of the known ones.
NO_RESULT = "=…"
ERROR = "#ERROR!"
# What stands for a character that could not be read.
LOST = "\ufffd"

# In the words of Excel and LibreOffice, English and French; spaces are left out.
_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", ERROR}
_ERRORS |= {"#GETTING_DATA", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!", "#TIMEOUT!"}
_ERRORS |= {
    "#VALEUR!",
    "#NOM?",
    "#NOMBRE!",
    "#NUL!",
    "#N/D",
    "#EPARS!",
    "#PROPAGATION!",
    "#CHAMP!",
    "#OBTENTION_DONNEES",
}
_BY_NUMBER = re.compile("(Err|Erreur):[0-9]{3}")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_HALF = re.compile("[\ud800-\udfff]")


def encodable(text):
    """The text with a mark that ``check_cell`` refuses for each half of a character, which nothing can show."""
    return text if text.isascii() else _HALF.sub(LOST, text)


def is_error(text):
    """Whether a text is what a spreadsheet shows in place of a value."""
    if len(text) > 30 or not text.lstrip().startswith(("#", "Err")):
        return False
    together = "".join(text.split())
    return together in _ERRORS or _BY_NUMBER.fullmatch(together) is not None


def check_cell(text):
    """Raise ValidationError where a cell holds no value, or a character that is not allowed."""
    if text == NO_RESULT:
        raise ValidationError(
            _("The cell holds a formula without its result: open the file in the spreadsheet and save it anew."),
            code="formula",
        )
    if is_error(text):
        raise ValidationError(
            _("The cell holds an error of the spreadsheet (%(error)s): correct its formula, or empty the cell."),
            params={"error": text.strip()},
            code="error",
        )
    check_characters(text)


def check_text(text):
    """The same for what is typed into a form: all that the register holds can go out in a file and come back."""
    if text == NO_RESULT or is_error(text):
        raise ValidationError(
            _("“%(text)s” is what a spreadsheet shows in place of a value: write the value itself."),
            params={"text": text},
            code="error",
        )
    check_characters(text)


def check_characters(text):
    """Refuse what cannot be seen and changes what is read: control characters, changes of direction; what was lost."""
    if LOST in text:
        raise ValidationError(
            _("A character cannot be read here (%(code)s stands for it): type the text again."),
            params={"code": "U+FFFD"},
            code="characters",
        )
    found = _UNWANTED.search(text)
    if found:
        raise ValidationError(
            _("An invisible character (%(code)s) that is not allowed stands here: type the text again."),
            params={"code": f"U+{ord(found[0]):04X}"},
            code="characters",
        )
