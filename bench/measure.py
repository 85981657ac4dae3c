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
    found = {"floor": floors.compare(product, product.hello(), repeats)[1]}
    found["pages"] = [_page(product, page, repeats) for page in pages]
    if views:
        quick = {page["name"] for page in found["pages"] if page["status"] == 200 and page["seconds"] < 0.1}
        found["weights"] = [weight.weight(product, page) for page in pages if page.name in ("list", "agreement")]
        found["views"], found["cold_start"] = views, worker.cold_start()
        served = [page.address for page in pages if page.name in quick and page.kind != "floor"]
        found["resident"] = worker.resident(served, views)
    return found


def _page(product, page, repeats):
    """What a page costs, or only its status where it does not answer."""
    first, named = product.get(page.address), {"name": page.name, "kind": page.kind, "note": page.note}
    if first.status != 200:
        return named | {"status": first.status}
    known = {"HTTP_IF_NONE_MATCH": first.headers["etag"]} if page.revisit and "etag" in first.headers else {}
    ask, fresh = product.request(page.address, **known), not page.revisit
    answer = ask()
    ratio, seconds = floors.compare(product, ask, repeats, fresh)
    return named | {
        "status": answer.status,
        "ratio": ratio,
        "seconds": seconds,
        "queries": counters.queries(ask, fresh),
        "calls": counters.calls(ask, fresh) / counters.calls(product.hello(), fresh) if seconds < 1 else None,
        "bytes": len(answer.body),
        "nodes": counters.nodes(answer.body) if "html" in answer.headers.get("content-type", "") else 0,
    }


if __name__ == "__main__":
    main()
