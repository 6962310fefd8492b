"""Distances and areas on the globe. Columns: see ``registry``."""

from typing import Final

GEOGRAPHY: Final = """
greatCircleDistance 4 f,n Metres between two points of the globe.
geoDistance 4 f,n Metres between two points of the ellipsoid.
greatCircleAngle 4 f,n Degrees between two points of the globe.
pointInEllipses 6+ b,n Whether a point lies in one of several ellipses.
geohashEncode 2-3 s,n A point as a geohash.
geohashDecode 1 T A geohash as a point.
"""
