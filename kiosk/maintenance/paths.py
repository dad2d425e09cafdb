"""How a call goes, in words for a technician."""

PATHS = {
    "direct": "directe",
    "turn-udp": "par le serveur de secours, UDP",
    "turn-tcp": "par le serveur de secours, TCP",
    "turn-tls": "par le serveur de secours, TLS",
    "turn-far": "par le serveur de secours de l'autre côté",
}
WAYS = {"udp": "UDP", "tcp": "TCP", "tls": "TLS"}


def path_words(path: str) -> str:
    """Completes « liaison … »."""
    return PATHS.get(path, path)
