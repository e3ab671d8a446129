"""Writes a PSKC file with python3-pskc, an implementation that is not ours, to standard output.

Arguments, as name=value: count kind algorithm digits period prefix counter key mac
  key: 16 bytes in hex, or nothing for secrets in clear; mac: hmac-sha1 or hmac-sha256
"""

import os
import sys

from pskc import PSKC

options = dict(argument.split('=', 1) for argument in sys.argv[1:])
container = PSKC()
if options['key']:
    container.mac.setup(key=os.urandom(32), algorithm=options['mac'])
    container.encryption.setup_preshared_key(
        key=bytes.fromhex(options['key']), key_name='Pre-shared-key')
for number in range(1, int(options['count']) + 1):
    serial = '%s%08d' % (options['prefix'], number)
    device = container.add_device(manufacturer='Maker', serial=serial)
    moving = (
        {'time_offset': 0, 'time_interval': int(options['period'])}
        if options['kind'] == 'totp'
        else {'counter': int(options['counter'])})
    device.add_key(
        id=serial,
        algorithm='urn:ietf:params:xml:ns:keyprov:pskc:' + options['kind'],
        algorithm_suite='HMAC-' + options['algorithm'].upper(),
        response_encoding='DECIMAL',
        response_length=int(options['digits']),
        secret=os.urandom(32 if options['algorithm'] == 'sha512' else 20),
        **moving)
container.write(sys.stdout.buffer)
