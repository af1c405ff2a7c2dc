"""The components, by family. Importing this package fills the registry of `hilo.ui.component`."""

from hilo.ui.components import actions, data, forms, layout, pieces, process, words

__all__ = ["actions", "data", "forms", "layout", "pieces", "process", "words"]
