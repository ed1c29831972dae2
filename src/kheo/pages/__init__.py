"""What every page is made of: the frame, the parts, lists, forms that act, sign-in. Below the areas, above the floor.

navigation.py   areas declare their entries of the main menu
looks.py        language and colours that a reader chose; what the frame shows
middleware.py   words, security headers, who asks and when, refusals as pages
tags.py         `t` and `tn` for words; parts.py the parts, each declared once
states.py       the one look of every state: word, icon, colour
listing/        a declared list: filter, order, pages, export
forms.py        forms that carry a deed; answering.py from a form to an action and back
searching.py    the page of search, and how areas show what is found
timeline.py     what happened to a record, from the journal
"""
