"""URLs. Columns: see ``registry``."""

from typing import Final

LINES: Final = """
protocol 1 s The protocol.
domain 1 s The host name.
domainWithoutWWW 1 s The host name without www.
topLevelDomain 1 s The last part of the host name.
firstSignificantSubdomain 1 s The part of the host name that names the site.
cutToFirstSignificantSubdomain 1 s The host name from the part that names the site.
cutToFirstSignificantSubdomainWithWWW 1 s The same, with www kept.
port 1-2 i The port, or a default.
path 1 s The path without the query string.
pathFull 1 s The path with query string and fragment.
queryString 1 s The query string.
fragment 1 s The fragment.
queryStringAndFragment 1 s The query string and fragment.
extractURLParameter 2 s The value of a parameter.
extractURLParameters 1 As All parameters with their values.
extractURLParameterNames 1 As The names of all parameters.
URLHierarchy 1 As The URL cut at each sign of its path.
URLPathHierarchy 1 As The path cut at each of its signs.
encodeURLComponent 1 s Text encoded for a URL.
decodeURLComponent 1 s Text decoded from a URL.
encodeURLFormComponent 1 s Text encoded for a form.
decodeURLFormComponent 1 s Text decoded from a form.
netloc 1 s User, host and port.
cutWWW 1 s The URL without www.
cutQueryString 1 s The URL without its query string.
cutFragment 1 s The URL without its fragment.
cutQueryStringAndFragment 1 s The URL without query string and fragment.
cutURLParameter 2 s The URL without a parameter.
"""
