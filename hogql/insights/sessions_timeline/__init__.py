"""SessionsTimelineQuery: what somebody did, session by session."""
