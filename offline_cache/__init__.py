"""Official content kept on the kiosk: importer, store, search, checklists, forms, sample edition."""
