import { expect } from '@open-wc/testing';

import { jsonOf } from '../../../widget/client/json.ts';

describe('jsonOf', () => {
  for (const body of [
    {},
    { code: '012345' },
    { tokenId: 'ABCD-9001', code: '654321', nextCode: undefined },
    { operation: 'change-usage-mode', to: 'shared', previewed: 7 },
    { customerId: '"\\"}, "code": "1" /利用者 葛\u{E0100}/' },
  ]) {
    it(`writes what JSON.stringify writes: ${JSON.stringify(body)}`, () => {
      expect(jsonOf(body)).to.equal(JSON.stringify(body));
    });
  }

  it('refuses a control character', () => {
    expect(() => jsonOf({ customerId: 'A\n' })).to.throw(TypeError, 'control character');
  });
});
