"""The pages in another language than the one they are written in: templates and sentences stay Vietnamese; `en.po` says the rest."""
