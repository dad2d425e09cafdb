"""Who speaks: accounts, sessions, kiosks, rights, and delays after wrong tries."""
