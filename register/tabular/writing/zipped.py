"""A zip file that is sent while it is written: nothing of it is held longer than a piece."""

import zipfile

PIECE = 32 * 1024


class Zipped:
    """Parts are added with ``part``, which yields bytes of the file as they come; ``end`` yields the last ones."""

    def __init__(self):
        self._sink = _Sink()
        # The day of writing stays out of the file, so that the same rows make the same bytes.
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED, compresslevel=3)

    def part(self, name, texts, packed=True):
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        # Levels beyond the third take twice the time for a tenth of the size.
        info._compresslevel = 3
        with self._zip.open(info, "w", force_zip64=True) as part:
            # The head of the part, so that something is sent at once.
            yield from self._sink.taken()
            held, size = [], 0
            for text in texts:
                held.append(text)
                size += len(text)
                if size > PIECE:
                    part.write("".join(held).encode("utf-8", "replace"))
                    held, size = [], 0
                    yield from self._sink.taken()
            part.write("".join(held).encode("utf-8", "replace"))
        yield from self._sink.taken()

    def end(self):
        self._zip.close()
        yield from self._sink.taken()


class _Sink:
    """What zipfile writes to; it cannot go back in it."""

    def __init__(self):
        self._pieces = []

    def write(self, piece):
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self):
        """Nothing is held back."""

    def taken(self):
        pieces, self._pieces = self._pieces, []
        if pieces:
            yield b"".join(pieces)
