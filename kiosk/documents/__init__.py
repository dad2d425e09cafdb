"""Documents of a visit: clean, render, compose, fill, sign. Foreign bytes are read in confined children."""
