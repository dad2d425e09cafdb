"""Cameras, named by URI: `camera:/dev/video0`, `camera:http://…`, `camera:file:CLIP.y4m`, `camera:demo`."""
