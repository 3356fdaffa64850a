"""What a letter says, decided in pure functions: sentences, cards, tables; templates only lay them out."""
