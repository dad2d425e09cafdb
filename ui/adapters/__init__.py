"""Qt adapters: what turns sockets, files, pictures and sounds into the program's own values."""
