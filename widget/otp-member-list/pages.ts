import type { MemberPage } from '../../bff/contract/member.ts';

/** Pages that all matching members need; one even for nobody. */
export function pageCount({ total, pageSize }: Pick<MemberPage, 'total' | 'pageSize'>): number {
  return Math.max(1, Math.ceil(total / pageSize));
}

/** First and last row of a page, counted from one over all pages. */
export function rowRange({ page, pageSize, rows }: MemberPage): { first: number; last: number } {
  const before = (page - 1) * pageSize;
  return { first: before + 1, last: before + rows.length };
}

/** Page numbers to offer: the first, the last, and those beside the present one. */
export function pagesToOffer(page: number, count: number): number[] {
  const wanted = [1, page - 1, page, page + 1, count];
  return [...new Set(wanted)].filter((number) => number >= 1 && number <= count);
}
