import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cooperation.middleware import RefuseBadBytes, SecurityHeaders


def answer(path="/", cookies="", **headers):
    request = RequestFactory().get(path, HTTP_COOKIE=cookies)
    view = SecurityHeaders(RefuseBadBytes(lambda request: HttpResponse("page", headers=headers)))
    return view(request)


@pytest.mark.parametrize(
    "path",
    [
        *("/?q=%00", "/?q=a%00b", "/?%00=1", "/?q=%ff", "/?q=%C3%28", "/?q=%ED%A0%80", "/?q=%C0%80", "/?q=%E2%82"),
        *("/?a=1&b=%FE", "/?q=+%00+", "/%00", "/a%00b/"),
    ],
)
def test_bytes_that_are_no_text_are_answered_400(path):
    assert (answer(path).status_code, answer(path).content) == (400, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=koweit",
        "/?q=%D9%83%D9%88%D9%8A%D8%AA",
        "/?q=%F0%9F%98%80",
        "/?q=a+b",
        "/?q=100%",
        "/?q=%zz",
        "/?q=%2500",
        "/?q=%EF%BF%BD",
        "/%C3%A9/",
        "/?q",
    ],
)
def test_any_text_reaches_the_page(path):
    assert answer(path).content == b"page"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/%ff/", "/%C3%28/", "/%ED%A0%80/", "/gestion/%ff/"])
def test_a_path_that_is_no_text_leads_nowhere(client, path):
    assert client.get(path).status_code in (302, 404)


def test_the_whole_site_refuses_bad_bytes_before_anything_else(client):
    assert client.get("/?q=%00").status_code == 400
    assert client.get("/%00").status_code == 400
    assert client.post("/?q=%ff").status_code == 400


def test_every_answer_carries_the_headers_that_django_does_not_set():
    headers = answer().headers

    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), browsing-topics=()"
    assert "Cache-Control" not in headers


@pytest.mark.parametrize(
    ("name", "cookies"),
    [("sessionid", "sessionid=x"), ("__Host-sid", "__Host-sid=x"), ("sessionid", "a=b; sessionid=x")],
)
def test_an_answer_to_a_signed_in_person_stays_out_of_every_cache(settings, name, cookies):
    settings.SESSION_COOKIE_NAME = name

    assert answer(cookies=cookies)["Cache-Control"] == "private, no-store"


def test_a_header_that_the_page_sets_is_kept():
    response = answer(cookies="sessionid=x", **{"Cache-Control": "no-cache", "Permissions-Policy": "camera=(self)"})

    assert (response["Cache-Control"], response["Permissions-Policy"]) == ("no-cache", "camera=(self)")


def test_refusals_carry_the_headers_too(client):
    response = client.get("/?q=%00")

    assert response["X-Content-Type-Options"] == "nosniff"
