"""Qt only: view-models, adapters, QML screens and controls, theme, translations, voice."""
