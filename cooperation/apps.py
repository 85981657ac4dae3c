from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "cooperation"
    verbose_name = _("Register of cooperation agreements")

    def ready(self):
        from register import edition
        from register.models import Identity

        shown = [*apps.get_app_config("agreements").get_models(), *apps.get_app_config("partners").get_models()]
        edition.follow(Identity, *(model for model in shown if not model.__name__.startswith("Historical")))


class BackOfficeConfig(AdminConfig):
    default_site = "cooperation.back_office.BackOffice"
