# A second implementation of what a request's signature covers (RFC 9421 section 2.5), from the text of
# the standard and with nothing but Python's standard library. Reads requests from standard input, one
# JSON object a line: method, target, headers, components, parameters, key (base64). Writes their MACs.
import base64
import hashlib
import hmac
import json
import sys
from urllib.parse import urlsplit

for line in sys.stdin:
    request = json.loads(line)
    target = urlsplit("http://service" + request["target"])
    derived = {
        "@method": request["method"],
        "@path": target.path or "/",
        "@query": "?" + target.query,
    }
    covered = "(" + " ".join(f'"{name}"' for name in request["components"]) + ")"
    base = b""
    for name in request["components"]:
        value = derived.get(name, request["headers"].get(name, "")).strip()
        base += f'"{name}": {value}\n'.encode()
    base += f'"@signature-params": {covered}{request["parameters"]}'.encode()
    key = base64.b64decode(request["key"])
    print(base64.b64encode(hmac.new(key, base, hashlib.sha256).digest()).decode())
