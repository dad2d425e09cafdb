"""Cameras, named by URI: `camera:/dev/video0`, `camera:file:CLIP.y4m`, `camera:demo`."""
