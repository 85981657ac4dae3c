"""A zip file that is sent while it is written: nothing of it is held longer than a piece."""

from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

from register.tabular.writing.gathering import gathered

# On the XML of sheets, the next levels take up to twice the time for a tenth less.
LEVEL = 1


def zipped(parts, stored=None):
    """The bytes of a file of ``parts``, (name, texts) each, taken one after the other as the bytes are asked for.

    ``stored`` is a (name, bytes) that stands first and is not packed, by which some programs know what the file is.
    A part may hold 2 GB (RuntimeError beyond): Excel refuses files written as they go in the form for larger ones.
    """
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=LEVEL) as file:
        if stored:
            _store(file, sink, *stored)
        for name, texts in parts:
            with file.open(name, "w") as part:
                for piece in gathered(texts):
                    part.write(piece)
                    if sink.held:
                        yield sink.taken()
    yield sink.taken()


def _store(file, sink, name, content):
    """As ZipFile does where it may go back and write the size, without which nobody can read on from there."""
    info = ZipInfo(name)
    info.header_offset, info.CRC, info.file_size, info.compress_size = 0, crc32(content), len(content), len(content)
    sink.write(info.FileHeader() + content)
    file.filelist.append(info)


class _Sink:
    """What a ZipFile writes to: it tells how far it is, but cannot go back."""

    def __init__(self):
        self.held, self._size = [], 0

    def write(self, data):
        self.held.append(bytes(data))
        self._size += len(data)
        return len(data)

    def tell(self):
        return self._size

    def flush(self):
        """Nothing is held back."""

    def taken(self):
        data = b"".join(self.held)
        self.held.clear()
        return data
