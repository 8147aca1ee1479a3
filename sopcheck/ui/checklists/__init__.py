"""The library: versions, what they ask, comparing two, proposing and approving."""
