import type { Lang } from './lang.ts';

/** Japan's, wherever the browser is: the counter, its receipts and its staff keep this time. */
const timeZone = 'Asia/Tokyo';
const msPerMinute = 60_000;

/** An ISO 8601 instant to the minute: 2026年11月22日 9:05 / November 22, 2026 at 9:05 AM JST. */
export function formatTime(lang: Lang, instant: string): string {
  return new Intl.DateTimeFormat(lang, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(instant));
}

/**
 * The next full minute: who comes at the minute that is shown does not come too early. Undefined for
 * what is no instant, so that a strange answer can't keep a refusal from being shown.
 */
export function fullMinute(instant: string | undefined): string | undefined {
  const at = Math.ceil(Date.parse(instant ?? '') / msPerMinute) * msPerMinute;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** Whole seconds as a person waits them: 45秒, and from a hundred seconds on minutes, rounded up. */
export function formatWait(seconds: number, second: string, minute: string): string {
  return seconds < 100
    ? `${String(seconds)}${second}`
    : `${String(Math.ceil(seconds / 60))}${minute}`;
}
