/**
 * Text that every part of the service can hold: no U+0000, which PostgreSQL's text can't have and at
 * which C programs end a string, and no half of a surrogate pair, which UTF-8 can't have.
 */
export function isPlainText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
