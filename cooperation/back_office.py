from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class BackOffice(admin.AdminSite):
    site_title = site_header = _("Back office of the register")
    index_title = _("The register")
    site_url = "/"
    enable_nav_sidebar = False
