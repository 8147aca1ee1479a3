"""Reviews: when they are due, whether they were held, what one filled in and judged."""
