"""How the factory templates are made: Word XML written by small functions, one readable page per group of papers.

``wml`` knows Word's words, ``blocks`` the parts every paper shares, ``sheet`` the page around them, ``papers`` what each
paper says. ``manage.py build_templates`` writes them to documents/templates/; the result is the same to the byte.
"""
