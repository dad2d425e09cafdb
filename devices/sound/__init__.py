"""Microphones and loudspeakers, named by URI: `sound:default`, `sound:file:X.wav`, `sound:demo`, `sound:null`."""
