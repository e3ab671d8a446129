// One who submits codes, in a process of its own and over its own connections. Told an array of
// submissions, it sends all of them at once and tells the answers in the same order.
import { Agent, request } from 'node:http';

export interface Submission {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface Answer {
  /** 0: none came, the service was killed. */
  status: number;
  /** The problem's code; empty where there is none. */
  code: string;
}

/** To each service. The submissions beyond wait for one of them, in order. */
const connections = Number(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const unanswered: Answer = { status: 0, code: '' };

function submit({ url, headers, body }: Submission): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const length = { 'Content-Length': String(Buffer.byteLength(body)) };
  const sent = request(url, { agent, method: 'POST', headers: { ...headers, ...length } });
  sent.on('error', ({ code }: NodeJS.ErrnoException) => {
    // A service may close an idle connection in the very moment in which it is used again, and hears
    // nothing of it. A killed one refuses the next connection, so that this ends.
    const isIdleClosed = sent.reusedSocket && code === 'ECONNRESET';
    resolve(isIdleClosed ? submit({ url, headers, body }) : unanswered);
  });
  sent.on('response', (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (part: string) => (text += part));
    response.on('error', () => {
      resolve(unanswered);
    });
    response.on('end', () => {
      const status = response.statusCode ?? 0;
      const { code = '' } = status === 200 ? {} : (JSON.parse(text) as { code?: string });
      resolve({ status, code });
    });
  });
  sent.end(body);
  return promise;
}

process.once('disconnect', () => process.exit());
process.on('message', (submissions: Submission[]) => {
  void Promise.all(submissions.map(submit)).then((answers) => process.send?.(answers));
});
