"""Writes a PSKC file (RFC 6030) with python3-pskc, an implementation that is not ours.

Standard input: {"key": hex, "tokens": [{"tokenId", "kind", "algorithm", "digits", "period", "secret"}]}
Secrets and the pre-shared key are hex. Encrypted with AES-128-CBC, each value with its MAC.
"""

import json
import os
import sys

from pskc import PSKC

order = json.load(sys.stdin)
container = PSKC()
container.mac.setup(key=os.urandom(32), algorithm='hmac-sha256')
container.encryption.setup_preshared_key(
    key=bytes.fromhex(order['key']), key_name='Pre-shared-key')
for token in order['tokens']:
    device = container.add_device(manufacturer='Maker', serial=token['tokenId'])
    moving = (
        {'time_offset': 0, 'time_interval': token['period']}
        if token['kind'] == 'totp'
        else {'counter': 0})
    device.add_key(
        id=token['tokenId'],
        algorithm='urn:ietf:params:xml:ns:keyprov:pskc:' + token['kind'],
        algorithm_suite='HMAC-' + token['algorithm'].upper(),
        response_encoding='DECIMAL',
        response_length=token['digits'],
        secret=bytes.fromhex(token['secret']),
        **moving)
container.write(sys.stdout.buffer)
