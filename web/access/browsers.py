"""What a browser calls itself → what people call it, for the list of one's own sessions. Pure."""

# The first that is found wins: most name those that they are built on, too.
PROGRAMS = {
    "coc_coc_browser": "Cốc Cốc",
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "SamsungBrowser": "Samsung Internet",
    "Chrome/": "Chrome",
    "CriOS": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


def browser_name(agent: str) -> str:
    """As in "Firefox trên Windows"; empty for what says nothing that people know."""
    program = next((name for mark, name in PROGRAMS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    return f"{program} trên {system}" if program and system else program or system
