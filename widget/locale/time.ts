import type { Lang } from './messages.ts';

/** Japan's, wherever the browser is: the counter, its receipts and its staff keep this time. */
const timeZone = 'Asia/Tokyo';

/** An ISO 8601 instant to the minute: 2026年11月22日 9:05 / November 22, 2026 at 9:05 AM JST. */
export function formatTime(lang: Lang, instant: string): string {
  return new Intl.DateTimeFormat(lang, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(instant));
}
