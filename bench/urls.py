"""The product's addresses, the empty view that everything is compared with, and floors to look at beside the pages.

A floor is what Django itself takes for rows that are shown in no dress: read by an index, through its ORM, in plain
templates.
"""

from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import path
from django.views.decorators.http import condition

from agreements.models import Agreement
from cooperation.urls import urlpatterns as product

ROWS, SHOWN = 25, ["reference", "title_fr", "title_ar", "title_en", "signed_on", "ends_on", "kind"]
_FACTS = "{{ a.reference }} {{ a.title_fr }} {{ a.title_ar }} {{ a.title_en }} {{ a.signed_on }} {{ a.ends_on }}"
_LINE = f'<li><a href="{{{{ a.get_absolute_url }}}}">{_FACTS}</a> {{{{ a.get_kind_display }}}}'
_PARTIES = "{% for party in a.parties.all %} {{ party.institution.name_fr }}{% endfor %}"


def hello(request):
    return HttpResponse()


@condition(etag_func=lambda request: '"floor"')
def unchanged(request):
    return HttpResponse("seen before")


def row(request):
    return _rendered(_LINE, a=Agreement.objects.get(reference=request.GET["reference"]))


def values(request):
    lines = ("<li>" + " ".join(map(str, row)) for row in _last().values_list(*SHOWN)[:ROWS])
    return HttpResponse("\n".join(lines))


def json(request):
    return JsonResponse({"rows": [[*map(str, row)] for row in _last().values_list(*SHOWN)[:ROWS]]})


def template(request):
    return _rendered(f"{{% for a in rows %}}{_LINE}{{% endfor %}}", rows=_last()[:ROWS])


def with_parties(request):
    rows = _last().prefetch_related("parties__institution")[:ROWS]
    return _rendered(f"{{% for a in rows %}}{_LINE}{_PARTIES}{{% endfor %}}", rows=rows)


def _last():
    return Agreement.objects.order_by("-pk")


_templates = {}


def _rendered(text, **context):
    if text not in _templates:
        _templates[text] = engines["django"].from_string(text)
    return HttpResponse(_templates[text].render(context))


urlpatterns = [
    *product,
    path("hello/", hello),
    path("floors/unchanged/", unchanged),
    path("floors/row/", row),
    path("floors/values/", values),
    path("floors/json/", json),
    path("floors/template/", template),
    path("floors/with-parties/", with_parties),
]
