"""The register: people, roles, devices, versions and calendars, and what may be recorded of them."""
