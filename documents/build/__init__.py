"""How the factory templates are made: Word XML written by small functions, a page for each group of papers.

``wml`` knows Word's words, ``styles`` its fonts, ``blocks`` the parts papers share, ``sheet`` the page around them;
the others say what stands on each paper, a module for each chapter. ``manage.py build_templates`` writes them to
documents/templates/, the same to the byte every time.
"""
