"""Messages between kiosk, relay and expert, and between the kiosk's own processes.

One typed source: JSON Schema and the pages' TypeScript types are generated from these models by
`python -m session.protocol.schema`.
"""
