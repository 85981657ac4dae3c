from register.search.folding import FoldedField, fold, search

__all__ = ["FoldedField", "fold", "search"]
