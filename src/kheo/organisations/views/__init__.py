"""The pages of the area: they read what was asked, call a query or an action, and answer."""
