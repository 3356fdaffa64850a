"""What can be set: a section of the settings is a class, with its defaults and what is no such value."""
