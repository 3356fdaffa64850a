"""Relations between phrases: changes of words or typing that change no day, or change days in a known way."""
