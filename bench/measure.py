"""Measures one prepared database, that of DATABASE_URL, and prints what it found as JSON. Run by bench.run."""

import argparse
import json

from bench import counters, floors, weight, worker
from bench.product import Product


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, required=True)
    parser.add_argument("--views", type=int, default=0, help="measure page weight, and a worker after so many pages")
    options = parser.parse_args()
    product = Product()
    # It reads models, which are there once the product is.
    from bench.pages import pages

    print(json.dumps(_measured(product, pages(product), options.repeats, options.views)))


def _measured(product, pages, repeats, views):
    """All pages are timed in rounds, so that what else the machine does for a while touches each of them once."""
    pages = [_Page(product, page) for page in pages]
    floor = floors.Compared(product, product.hello())
    compared = [floor, *(page.compared for page in pages if page.compared)]
    for _ in range(repeats):
        for one in compared:
            one.repeat()
    found = {"floor": floor.seconds, "pages": [page.found() for page in pages]}
    if views:
        quick = {page["name"] for page in found["pages"] if page["status"] == 200 and page["seconds"] < 0.1}
        named = [page.page for page in pages]
        found["weights"] = [weight.weight(product, page) for page in named if page.name in ("list", "agreement")]
        found["views"], found["cold_start"] = views, worker.cold_start()
        served = [page.address for page in named if page.name in quick and page.kind != "floor"]
        found["resident"] = worker.resident(served, views)
    return found


class _Page:
    """A page that is measured; of one that does not answer, only its status is known, and it is not ``compared``."""

    def __init__(self, product, page):
        first, self.page, self.compared = product.get(page.address), page, None
        self._product, self._status = product, first.status
        if first.status == 200:
            known = {"HTTP_IF_NONE_MATCH": first.headers["etag"]} if page.revisit and "etag" in first.headers else {}
            self._ask = product.request(page.address, **known)
            self.compared = floors.Compared(product, self._ask, fresh=not page.revisit)

    def found(self):
        named = {"name": self.page.name, "kind": self.page.kind, "note": self.page.note}
        if not self.compared:
            return named | {"status": self._status}
        answer, seconds, fresh = self._ask(), self.compared.seconds, not self.page.revisit
        hello = self._product.hello()
        return named | {
            "status": answer.status,
            "ratio": self.compared.ratio,
            "seconds": seconds,
            "queries": counters.queries(self._ask, fresh),
            "calls": counters.calls(self._ask, fresh) / counters.calls(hello, fresh) if seconds < 1 else None,
            "bytes": len(answer.body),
            "nodes": counters.nodes(answer.body) if "html" in answer.headers.get("content-type", "") else 0,
        }


if __name__ == "__main__":
    main()
