import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cooperation.middleware import AnyBytes, SecurityHeaders


def answer(path="/", cookies="", **headers):
    request = RequestFactory().get(path, HTTP_COOKIE=cookies)
    view = SecurityHeaders(AnyBytes(lambda request: HttpResponse("page", headers=headers)))
    return view(request)


def asked(path):
    """What a view reads of the question in an address."""
    request = RequestFactory().get(path)
    AnyBytes(lambda request: HttpResponse())(request)
    return request.GET.dict()


@pytest.mark.parametrize(
    ("path", "question"),
    [
        ("/?q=coop%E9ration+%9Cuvre", {"q": "coopération œuvre"}),
        ("/?q=coop%C3%A9ration+100%25", {"q": "coopération 100%"}),
        ("/?q=%00", {"q": " "}),
        ("/?q=a%00b&%00p=1", {"q": "a b", " p": "1"}),
        ("/?q=%0%000&p=%%000%00%000", {"q": "%0 0", "p": "% 0  0"}),
        ("/?q=%ff%26&p=a%2Bb", {"q": "ÿ&", "p": "a+b"}),
        ("/?q=%C3%28", {"q": "Ã("}),
        ("/?q=%81", {"q": "\ufffd"}),
        ("/?q=\xe9", {"q": "é"}),
    ],
)
def test_a_question_in_any_bytes_is_read(path, question):
    assert asked(path) == question


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


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["%00", "%0%000", "%ff", "a%00b", "%ED%A0%80", "%C0%80", "%E2%82", "+%00+"])
def test_the_search_answers_to_any_bytes(client, question):
    for path in ("/recherche/", "/ar/conventions/", "/recherche/suggestions/", "/institutions/"):
        assert client.get(f"{path}?q={question}&party={question}", follow=True).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "words"),
    [("/a%00b/", "Cette adresse est illisible."), ("/ar/%00", "تتعذر قراءة هذا العنوان.")],
)
def test_a_path_with_a_nul_is_refused_with_a_page_in_its_language(client, path, words):
    refused = client.get(path)

    assert refused.status_code == 400
    assert words in refused.text.replace("\u00a0", " ")


@pytest.mark.django_db
def test_another_name_of_the_site_is_refused_with_a_page(client):
    refused = client.get("/conventions/", headers={"host": "example.org"})

    assert (refused.status_code, "<h1>" in refused.text) == (400, True)


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


@pytest.mark.django_db
def test_refusals_carry_the_headers_too(client):
    response = client.get("/%00")

    assert response["X-Content-Type-Options"] == "nosniff"
