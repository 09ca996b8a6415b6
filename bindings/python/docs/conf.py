"""Sphinx: the reference of the package, from its docstrings."""

project = "jpkicard"
author = "the jpkicard contributors"
version = release = "0.1.0"
extensions = ["sphinx.ext.autodoc"]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
html_theme = "alabaster"
html_theme_options = {"description": "Japan's Individual Number Card from Python"}
html_show_sphinx = False
