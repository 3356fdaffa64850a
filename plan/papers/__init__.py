"""Papers that left the office, kept: reports as issued, urging letters as sent, the numbers of evidence sheets."""
