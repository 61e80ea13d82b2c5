"""Tools of the workshop: the environment, the checks, the tests, the catalogue. Not part of the site."""
