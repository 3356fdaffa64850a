"""How words of time are read: text → lexemes → moments → parts. `scheduler.phrases` is the way in."""
