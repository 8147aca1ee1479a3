"""Reviews: the queue, the review page from what changed to signing, directions, dip samples."""
