import { expect } from '@open-wc/testing';

import { pageCount, pagesToOffer, rowRange } from '../../../widget/otp-member-list/pages.ts';
import { corporation, pageOf } from '../support/sample.ts';

describe('the pages of the member list', () => {
  it('needs a second page from the eleventh member', () => {
    expect(pageCount({ total: 10, pageSize: 10 })).to.equal(1);
    expect(pageCount({ total: 11, pageSize: 10 })).to.equal(2);
    expect(pageCount({ total: 21, pageSize: 10 })).to.equal(3);
  });

  it('has one page for nobody', () => {
    expect(pageCount({ total: 0, pageSize: 10 })).to.equal(1);
  });

  it('counts the rows over all pages', () => {
    expect(rowRange(pageOf(corporation(24), 2))).to.deep.equal({ first: 11, last: 20 });
    expect(rowRange(pageOf(corporation(24), 3))).to.deep.equal({ first: 21, last: 25 });
  });

  it('offers first, last and neighbouring pages once', () => {
    expect(pagesToOffer(1, 2)).to.deep.equal([1, 2]);
    expect(pagesToOffer(5, 9)).to.deep.equal([1, 4, 5, 6, 9]);
    expect(pagesToOffer(9, 9)).to.deep.equal([1, 8, 9]);
  });
});
