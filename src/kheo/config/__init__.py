"""How an installation is set up: settings, and what is read from the environment."""
