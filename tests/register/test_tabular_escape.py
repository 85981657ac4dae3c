import pytest

from register.tabular.escape import neutralise, restore

LIVE = [
    "=1+1",
    "==1",
    "+212 5 37 00 00 00",
    "-cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\ttexte",
    " =1+1",
    "\u00a0=1+1",
    '"=1+1"',
    "'=1+1",
    "''=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "\u200f=1+1",
    "'-5",
    "\x01=1+1",
    "\x7f+1+1",
    "\u2060=1+1",
    "\u061c@A1",
    "\ufffe=1+1",
]
PLAIN = ["", "-5", "+5", "-1250000,00", "1.5", "Convention", "L’accord", "'Titre'", "a=b", "2015-11", "'"]


@pytest.mark.parametrize("text", LIVE)
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text):
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_and_real_numbers_stay_as_they_are(text):
    assert neutralise(text) == text


@pytest.mark.parametrize("text", LIVE + PLAIN + ["'" + text for text in LIVE + PLAIN])
def test_what_was_written_is_read_back_unchanged(text):
    assert restore(neutralise(text)) == text
