"""Who is behind a number: ActorsQuery, and the points of insights that it is asked about."""
