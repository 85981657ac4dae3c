from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "cooperation"
    verbose_name = _("Register of cooperation agreements")


class BackOfficeConfig(AdminConfig):
    default_site = "cooperation.back_office.BackOffice"
