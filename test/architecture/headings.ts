// Links to the pages in docs: from one page to another, and from a comment to a page. Both name a file and
// may name a heading of it.
import { posix } from 'node:path';
import type { TextFile } from './texts.ts';

/** A link, with both ends relative to the project. */
export interface PageLink {
  from: string;
  to: string;
  /** Without `#`; undefined for the page as a whole. */
  heading: string | undefined;
}

/** `[text](page.md#heading)`, as it stands in a page; links to other sites have a colon. */
const markdown = /\]\(([^()\s:#]*)(?:#([^()\s]+))?\)/g;
/** A path that begins with `docs/`, with or without a heading, as it stands in a comment. */
const mention = /\bdocs\/[\w./-]+\.md(?:#([\w-]+))?/g;

/** Headings of a page, as their anchors are written: `S-10 Member list` is `s-10-member-list`. */
export function headingsOf(text: string): Set<string> {
  const prose = text.replaceAll(/^```.*?^```/gms, '');
  return new Set([...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

export function linksOf({ path, text }: TextFile): PageLink[] {
  if (!path.endsWith('.md'))
    return [...text.matchAll(mention)].map(([whole, heading]) => ({
      from: path,
      to: whole.split('#', 1)[0] ?? '',
      heading,
    }));
  return [...text.matchAll(markdown)]
    .filter(([, page, heading]) => page !== '' || heading !== undefined)
    .map(([, page = '', heading]) => ({
      from: path,
      to: page === '' ? path : posix.normalize(posix.join(posix.dirname(path), page)),
      heading,
    }));
}
