"""Distances, areas and cells of the globe. Columns: see ``registry``.

Cells are those of H3; a cell that is none gives null, or an empty array.
"""

from typing import Final

LINES: Final = """
greatCircleDistance 4 f,n Metres between two points of the globe.
geoDistance 4 f,n Metres between two points of the ellipsoid.
greatCircleAngle 4 f,n Degrees between two points of the globe.
pointInEllipses 6+ b,n,k3,k4,k5,k6,k7,k8,k9,k10 Whether a point lies in one of several ellipses.
pointInPolygon 2+ b,k2,k3,k4 Whether a point lies in a constant polygon, and in none of its holes.
geohashEncode 2-3 s,n,k3 A point as a geohash.
geohashDecode 1 T A geohash as a point.
h3IsValid 1 b!,x Whether a number is a cell.
h3GetResolution 1 i?,x The resolution of a cell.
h3GetBaseCell 1 i?,x The number of the base cell around a cell.
h3EdgeAngle 1 f,k1 The mean length of an edge at a resolution, in degrees.
h3EdgeLengthM 1 f,k1 The mean length of an edge at a resolution, in metres.
h3EdgeLengthKm 1 f,k1 The mean length of an edge at a resolution, in kilometres.
geoToH3 3 i?,x,k3 The cell around a latitude and a longitude at a resolution.
h3ToGeo 1 T,x The centre of a cell.
h3ToGeoBoundary 1 A,x The corners of a cell.
h3kRing 2 Ai,x,k2 The cells within a number of steps from a cell.
h3HexRing 2 Ai,x,k2 The cells exactly a number of steps from a cell.
h3HexAreaM2 1 f,k1 The mean area of a cell at a resolution, in square metres.
h3HexAreaKm2 1 f,k1 The mean area of a cell at a resolution, in square kilometres.
h3IndexesAreNeighbors 2 b!,x Whether two cells touch.
h3ToChildren 2 Ai,x,k2 The cells inside a cell at a finer resolution, five levels at most.
h3ToParent 2 i?,x,k2 The cell around a cell at a coarser resolution.
h3ToCenterChild 2 i?,x,k2 The cell in the middle of a cell at a finer resolution.
h3ToString 1 s!,x A cell as text.
stringToH3 1 i!,x Text as a cell, or zero.
h3IsResClassIII 1 b,x Whether the resolution of a cell is of class III.
h3IsPentagon 1 b,x Whether a cell has five corners.
h3GetFaces 1 Ai,x The faces of the icosahedron that a cell lies on.
h3CellAreaM2 1 f?,x The area of a cell, in square metres.
h3CellAreaRads2 1 f?,x The area of a cell, in square radians.
h3ExactEdgeLengthM 1 f?,x The length of an edge, in metres.
h3ExactEdgeLengthKm 1 f?,x The length of an edge, in kilometres.
h3ExactEdgeLengthRads 1 f?,x The length of an edge, in radians.
h3NumHexagons 1 i,k1 How many cells there are at a resolution.
h3PointDistM 4 f,x Metres between two points.
h3PointDistKm 4 f,x Kilometres between two points.
h3PointDistRads 4 f,x Radians between two points.
h3GetRes0Indexes 0 Ai All cells of the coarsest resolution.
h3GetPentagonIndexes 1 Ai,k1 All cells with five corners at a resolution.
h3Line 2 Ai,x The cells on the way from one cell to another.
h3Distance 2 i?,x How many steps two cells are apart.
h3GetUnidirectionalEdge 2 i?,x The edge from a cell to one that touches it.
h3UnidirectionalEdgeIsValid 1 b!,x Whether a number is an edge.
h3GetOriginIndexFromUnidirectionalEdge 1 i?,x The cell that an edge starts from.
h3GetDestinationIndexFromUnidirectionalEdge 1 i?,x The cell that an edge leads to.
h3GetIndexesFromUnidirectionalEdge 1 T,x Both cells of an edge.
h3GetUnidirectionalEdgesFromHexagon 1 Ai,x The edges of a cell.
h3GetUnidirectionalEdgeBoundary 1 A,x The corners at both ends of an edge.
"""
