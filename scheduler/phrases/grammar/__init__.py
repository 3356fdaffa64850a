"""How words of time are read: text → lexemes → expressions → parts. `scheduler.phrases` is the way in."""
