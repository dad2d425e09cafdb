"""The states of the gallery: every page, filled with what one really meets in a small town hall."""
