"""Reads an edition of official content into a store, beside the one in use."""

from offline_cache.importer.run import ImportReport, import_edition

__all__ = ["ImportReport", "import_edition"]
