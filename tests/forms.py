"""What a browser sends from a page: its form as it came, with what a person typed."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Fields of the form whose ``id`` ends in _form, or of the last form of the page, as {name: [values]}."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.select, self.area = {}, None, None
        self.current, self.last = None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.current = self.last = attrs.get("id", "")
            self.forms[self.current] = {}
        if self.current is None:
            return
        name = attrs.get("name")
        if tag == "input" and name and attrs.get("type") not in ("submit", "file", "button"):
            if attrs.get("type") not in ("checkbox", "radio") or "checked" in attrs:
                self._add(name, attrs.get("value", "on" if attrs.get("type") in ("checkbox", "radio") else ""))
        elif tag == "textarea" and name:
            self.area = [name, ""]
        elif tag == "select" and name:
            self.select = [name, "multiple" in attrs, [], None]
        elif tag == "option" and self.select:
            self.select[3] = attrs.get("value", "") if self.select[3] is None else self.select[3]
            if "selected" in attrs:
                self.select[2].append(attrs.get("value", ""))

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self._add(self.area[0], self.area[1].removeprefix("\n"))
            self.area = None
        elif tag == "select" and self.select:
            name, many, chosen, first = self.select
            for value in chosen or ([] if many or first is None else [first]):
                self._add(name, value)
            self.select = None
        elif tag == "form":
            self.current = None

    def _add(self, name, value):
        self.forms[self.current].setdefault(name, []).append(value)


def fields(answer):
    """{name: [values]} of the main form of a page."""
    forms = _Form(answer.text).forms
    main = next((found for name, found in forms.items() if name.endswith("_form")), None)
    found = main if main is not None else list(forms.values())[-1]
    return {name: values for name, values in found.items() if "__prefix__" not in name}


def save(client, address, opened=None, **typed):
    """Open a page (or take it as it was ``opened``), type into its form and save it; None takes a field away."""
    data = fields(opened or client.get(address))
    for name, value in typed.items():
        data.pop(name, None)
        if value is not None:
            data[name] = value
    return client.post(address, {**data, "_save": "1"})
