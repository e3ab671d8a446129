/** An error as the log may show it. */
export interface ErrorDescription {
  name: string;
  message: string;
  code?: string;
  /** Where it was thrown, innermost first. */
  frames: string[];
  cause?: ErrorDescription;
}

const mostFrames = 8;
const mostCauses = 4;

/**
 * What may be logged of an error. Messages of drivers and parsers quote what they were given, here
 * perhaps a code or a token id: everything quoted, every run of digits and every statement's
 * parameters are masked.
 */
export function describeError(error: unknown, depth = mostCauses): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: '', frames: [] };
  return {
    name: error.name,
    message: maskMessage(error.message),
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    frames: framesOf(error.stack ?? ''),
    ...(error.cause !== undefined && depth > 0 && { cause: describeError(error.cause, depth - 1) }),
  };
}

function maskMessage(message: string): string {
  return message
    .replace(/\bparams:.*/s, 'params: …')
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '"…"')
    .replaceAll(/[\p{Nd}]{4,}|[\w+/=-]{16,}/gu, '…');
}

function framesOf(stack: string): string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.slice(0, mostFrames).map((line) => line.trim());
}
