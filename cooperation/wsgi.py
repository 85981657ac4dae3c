import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")

application = get_wsgi_application()

# What is loaded by now stays for good: looked through again and again for what may go, it would cost every hundredth
# page 50 ms.
import_module("cooperation.urls")
gc.collect()
gc.freeze()
