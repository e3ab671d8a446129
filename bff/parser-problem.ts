// What Node's HTTP parser refuses never reaches an app: it is answered here, as a problem like any other
// (RFC 9457), and the connection is closed, since nobody knows where its next request would begin.
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemStatus, type ProblemCode } from './contract/problem.ts';
import { requestMalformed, type Log } from './events.ts';
import { problemOf } from './middleware/problem.ts';

const codes: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** An HTTP server of Node's. */
interface ParsingServer {
  on(event: 'clientError', hear: (error: Error, socket: Duplex) => void): unknown;
}

/** Makes a server answer as the service does where its parser gives up. */
export function answerParserProblems(server: ParsingServer, log: Log): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Gone, or in the middle of an answer: a second one would be read as a part of the first.
    if (error.code === 'ECONNRESET' || !socket.writable || hasBegun(socket)) socket.destroy(error);
    else answer(socket, codes[error.code ?? ''] ?? 'invalid-request', log);
  });
}

/** Node keeps the answer that is under way on the socket; the type doesn't tell. */
function hasBegun(socket: Duplex & { _httpMessage?: { headersSent: boolean } | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}

function answer(socket: Duplex, code: ProblemCode, log: Log): void {
  const requestId = randomUUID();
  const status = problemStatus[code];
  requestMalformed(log, { requestId, code });
  const body = JSON.stringify(problemOf(code, requestId));
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
