"""The world map: which countries are drawn in which tone, and where. Outlines come from a file (docs/borders)."""

import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

from cooperation.statistics import counted
from partners.models import Country
from register.dates import PartialDate
from register.templatetags.register import amount

TONES = 4
# On a phone the map keeps its height and shows this share of its width (static/css/components/world_map.css).
NARROW = 0.55
# The middle of a country so near to the edge of that would be seen with half of the country cut off.
EDGE = 0.04


@cache
def outlines(name):
    """The outlines of that name, read once per process."""
    return json.loads((settings.BORDERS_DIR / f"{name}.json").read_text())


@dataclass(frozen=True)
class Place:
    """A country that is party to agreements."""

    country: Country
    agreements: int
    signed: int | None
    in_force: int | None
    last: PartialDate | None
    is_home: bool

    @property
    def label(self):
        """What its link says: “Kuwait: 1 agreement”."""
        sentence = _("%(country)s (home country): %(agreements)s") if self.is_home else _("%(country)s: %(agreements)s")
        return sentence % {"country": self.country.name, "agreements": counted(self.agreements)}


def places_of(countries, counts, home):
    """The places of ``countries``, in their order; see ``figures.countries_on`` and ``figures.home_countries``."""
    counted = {code: numbers for code, *numbers in counts}
    return [Place(country, *counted[country.code], country.code in home) for country in countries]


@dataclass(frozen=True)
class Shape:
    """A place as it is drawn: its tone (0 for home), its outline where it has one, its dot where it is small."""

    place: Place
    tone: int
    path: str
    x: int
    y: int
    has_dot: bool


class WorldMap:
    def __init__(self, borders, places):
        self.borders, self.places = borders, places
        self.home = [place for place in places if place.is_home]
        self.partners = [place for place in places if not place.is_home]
        self.most = max((place.agreements for place in self.partners), default=0)
        self.bounds = tones(self.most)
        shapes = [self._shape(place) for place in places if place.country.code in borders["places"]]
        # The outline of home and the dots come last, so that no neighbour is drawn over them.
        self.shapes = sorted(shapes, key=lambda shape: (shape.has_dot, shape.place.is_home))

    @property
    def is_detailed(self):
        """Whether more than the number of agreements is known of each country."""
        return all(place.in_force is not None for place in self.places)

    @property
    def land(self):
        """The outlines of all other countries, as one path."""
        drawn = {place.country.code for place in self.places}
        return "".join(self.borders["land"] + [d for code, d in self.borders["shapes"].items() if code not in drawn])

    @property
    def side(self):
        """What a phone shows: the left, the middle or the right of the world, or all where partners are everywhere."""
        width = self.borders["width"]
        room = 1 - NARROW
        for side, left in (("xMid", room / 2), ("xMin", 0), ("xMax", room)):
            if all(left + EDGE < shape.x / width < left + NARROW - EDGE for shape in self.shapes):
                return side
        return None

    @property
    def legend(self):
        """[(tone, words)] of the tones in use."""
        ends = [*(bound - 1 for bound in self.bounds[1:]), self.most]
        used = {shape.tone for shape in self.shapes}
        lines = [(self._tone(first), between(first, last)) for first, last in zip(self.bounds, ends, strict=False)]
        return [(tone, words) for tone, words in lines if tone in used]

    def _tone(self, agreements):
        """From 1 to ``TONES``; the deepest is always in use."""
        return TONES - sum(bound > agreements for bound in self.bounds)

    def _shape(self, place):
        code = place.country.code
        tone = 0 if place.is_home else self._tone(place.agreements)
        x, y = self.borders["places"][code]
        return Shape(place, tone, self.borders["shapes"].get(code, ""), x, y, code in self.borders["small"])


def tones(most):
    """The least number of agreements of each tone, in even ratios: 1, 3, 10 and 32 where the most is 100."""
    if most <= TONES:
        return list(range(1, most + 1))
    return [max(round(most ** (step / TONES)), step + 1) for step in range(TONES)]


def between(first, last):
    """A range of numbers of agreements, in words."""
    if first == last:
        return counted(first)
    return _("%(first)s to %(last)s agreements") % {"first": amount(first), "last": amount(last)}
