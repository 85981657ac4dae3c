"""How much work the service does for a page, at any size of the register: ``make bench``."""
