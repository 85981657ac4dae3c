"""How large a file may be, by the way it comes in."""

from dataclasses import dataclass

MB = 1024**2


@dataclass(frozen=True)
class Limits:
    """The most that is read of a file: bytes, lines below the headings, columns, characters of a cell.

    ``unpacked`` bounds in bytes what the parts of a workbook come to once unpacked, all together, ``elements`` the
    elements of their XML, which take their time each however small they are. ``texts`` bounds the characters of all
    cells together, which may repeat one text, and the bytes of texts that are kept; ``values`` those of a JSON file.
    """

    size: int
    rows: int
    columns: int = 200
    cell: int = 32_767
    unpacked: int = 100 * MB
    elements: int = 750_000
    texts: int = 64 * MB
    values: int = 500_000


ON_THE_WEB = Limits(size=10 * MB, rows=5000)
# A file that an operator names: as long as it is, read row by row.
BY_COMMAND = Limits(
    size=100_000 * MB, rows=10**9, unpacked=100_000 * MB, elements=10**12, texts=100_000 * MB, values=10**12
)
