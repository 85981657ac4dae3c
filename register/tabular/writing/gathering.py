"""Small texts are sent together, since each piece of an answer has its price."""

PIECE = 32 * 1024


def gathered(texts):
    """The texts as bytes, some 32 KB at a time; the first one at once, before the second is asked for."""
    held, size = [], PIECE
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= PIECE:
            yield "".join(held).encode("utf-8", "replace")
            held, size = [], 0
    if held:
        yield "".join(held).encode("utf-8", "replace")
