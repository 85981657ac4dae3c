"""Institutions that a file names and nobody knows: which may be made on the way, when this is asked for."""

from register.tabular.name_widgets import NameWidget


class Admitting:
    """For a resource with ``file_columns()``; ``newcomers`` are the records made on the way."""

    def admit(self, kinds):
        """Let institutions that no record bears be made on the way: {their name in the file: their kind}."""
        for name, kind in kinds.items():
            for names in self._growing():
                self.newcomers.append(names.newcomer(name, kind))

    @property
    def kinds_of_newcomers(self):
        """(code, label) of the kinds that a record may have which is made on the way."""
        return next((names.kinds for names in self._growing()), [])

    @property
    def model_of_newcomers(self):
        return next((names.makes for names in self._growing()), None)

    def _growing(self):
        """The Names, each once, to which a record may be added on the way."""
        found = [c.widget.names for c in self.file_columns() if isinstance(c.widget, NameWidget)]
        return [names for names in dict.fromkeys(found) if names.makes]
