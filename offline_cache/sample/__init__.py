"""The sample edition: procedures of the fictional commune of Saint-Aubin, and its three forms."""
