import { pino, type DestinationStream, type Logger } from 'pino';

/** Second wall behind `events.ts`, where no such field exists; `code` there is a problem's. */
const secretFields = [
  'assertion',
  'authorization',
  'cookie',
  'key',
  'nextCode',
  'password',
  'secret',
  'tokenId',
];

/**
 * Lines of JSON on standard output, or wherever `destination` leads.
 *
 * @param level least urgent level that is written.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const paths = secretFields.flatMap((field) => [field, `*.${field}`]);
  const options = { level, base: null, redact: { paths, censor: '[redacted]' } };
  return destination === undefined ? pino(options) : pino(options, destination);
}
