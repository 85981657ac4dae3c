from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Theme
from register.tabular.names import Names


class ThemeNames(Names):
    expected = _("the code or the name of a theme")

    def records(self):
        return Theme.objects.all()

    def tiers(self, theme):
        return [[theme.code], [theme.name_fr, theme.name_ar, theme.name_en]]

    def labels(self, theme):
        return [theme.name_fr, theme.code]


class AgreementNames(Names):
    expected = _("the reference of an agreement of the register")

    def records(self):
        return Agreement.objects.only("reference")

    def tiers(self, agreement):
        return [[agreement.reference]]

    def labels(self, agreement):
        return [agreement.reference]
