"""A page under a camera: found, its person guided, flattened, judged."""
