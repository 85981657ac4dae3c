"""The product's addresses and one more: the empty view that everything is compared with."""

from django.http import HttpResponse
from django.urls import path

from cooperation.urls import urlpatterns as product


def hello(request):
    return HttpResponse()


urlpatterns = [*product, path("hello/", hello)]
