// What the counter answers in each scene of the gallery: the wire as the service documents it at
// /otp/openapi.json, with people who stay the same.
const names = ['橋本　修', '林　由美', '松田　健太', '森　彩香', '山本　翔', '渡辺　明'];
const minute = 60_000;

type Mode = 'unset' | 'separate' | 'shared';

/** Answers one request of a scene. Changes are refused: nothing is ever saved here. */
export function answerFor(scene: string, url: string, init?: RequestInit): Promise<Response> {
  const path = url.replace('/otp/v1', '');
  if (scene === 'waiting' && path !== '/session') return new Promise(() => undefined);
  if (scene === 'busy' && path !== '/session') return problem(503, 'busy');
  if (scene === 'ended') return problem(401, 'session-ended');
  if (scene === 'fence' && init?.method === 'POST') return fenced(path);
  if (init?.method !== 'GET') return problem(503, 'busy');
  return json(bodyOf(scene, path));
}

/** A change opens, and then no code is judged for three quarters of a minute. */
function fenced(path: string): Promise<Response> {
  const wait = 45_000;
  return path.endsWith('/proof')
    ? problem(503, 'fence', { retryAt: fromNow(wait) })
    : json(intent());
}

function intent(): object {
  return {
    id: 'gallery',
    operation: 'deregister-user',
    state: 'open',
    steps: ['prove', 'confirm'],
    mode: { from: 'separate', to: 'separate' },
    prover: { holder: holder(0), token: { idTail: '4170', digits: 6 } },
    holder: holder(1),
    registration: registered(1),
    openedAt: fromNow(0),
    expiresAt: fromNow(10 * minute),
  };
}

function fromNow(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}

function bodyOf(scene: string, path: string): object {
  const mode = modeOf(scene);
  if (path === '/session') return session(scene, mode);
  if (path === '/usage-mode') return { mode, version: 1 };
  if (path.startsWith('/usage-mode/preview')) return preview(mode, path);
  if (path.startsWith('/members?')) return memberPage(scene, mode);
  const history = [event('registered')];
  if (path === '/shared-token') return { ...sharedToken(), mode, history };
  const index = Number(path.slice(-1)) - 1;
  const registered = isRegistered(index);
  return { ...memberRow(index, mode), mode, history: registered ? history : [] };
}

function modeOf(scene: string): Mode {
  return scene === 'unset' || scene === 'shared' ? scene : 'separate';
}

function session(scene: string, mode: Mode): object {
  const permitted = scene !== 'refused';
  const left = scene === 'ending' ? 1.5 * minute : 480 * minute;
  const end = fromNow(left);
  return {
    id: 'session-of-the-gallery',
    actor: member(permitted ? 0 : 2),
    permitted,
    mode,
    version: 1,
    idleEndsAt: end,
    endsAt: end,
    settings: {
      bankName: { ja: '当行', en: 'the bank' },
      branchName: { ja: 'お取引店', en: 'your branch' },
    },
  };
}

function memberPage(scene: string, mode: Mode): object {
  const rows = scene === 'nobody' ? [] : names.map((_, index) => memberRow(index, mode));
  return {
    mode,
    version: 1,
    ...(mode === 'shared' ? { sharedToken: sharedToken() } : {}),
    rows,
    page: 1,
    pageSize: 10,
    total: scene === 'nobody' ? 0 : 23,
  };
}

function member(index: number): { customerId: string; name: string; role: string } {
  const roles = ['administrator', 'approver'];
  return {
    customerId: `rei000${index + 1}`,
    name: names[index] ?? '',
    role: roles[index] ?? 'general',
  };
}

function holder(index: number): object {
  return { kind: index === 0 ? 'master' : 'user', ...member(index) };
}

function isRegistered(index: number): boolean {
  return index < 3;
}

function memberRow(index: number, mode: Mode): object {
  if (mode !== 'separate') {
    const registration = { status: mode === 'shared' ? 'registered' : 'unregistered' };
    return { holder: holder(index), usesSharedToken: mode === 'shared', registration, actions: [] };
  }
  const actions = isRegistered(index) ? ['deregister'] : ['register'];
  return {
    holder: holder(index),
    usesSharedToken: false,
    registration: isRegistered(index) ? registered(index) : { status: 'unregistered' },
    actions: index === 0 ? ['replace'] : actions,
  };
}

function registered(index: number): object {
  const token = { idTail: `417${index}`, digits: 6 };
  const since = '2026-04-01T00:30:00.000Z';
  if (index !== 2) return { status: 'registered', token, since };
  const pausedUntil = fromNow(30 * minute);
  return { status: 'paused', token, since, pausedUntil };
}

function sharedToken(): object {
  return {
    holder: { kind: 'corporation' },
    usesSharedToken: false,
    registration: registered(0),
    actions: ['replace'],
  };
}

function preview(from: Mode, path: string): object {
  const to = path.endsWith('shared') ? 'shared' : 'separate';
  const released = [0, 1, 2].map((i) => ({ ...holder(i), tokenIdTail: `417${i}` }));
  const common = [{ kind: 'corporation', tokenIdTail: '4170' }];
  const without = to === 'separate' ? names.map((_, i) => holder(i)).slice(1) : [];
  const holders = from === 'shared' ? common : released;
  return {
    version: 1,
    from,
    to,
    released: { count: holders.length, holders },
    withoutToken: { count: without.length, holders: without },
  };
}

function event(what: string): object {
  const at = '2026-04-01T00:30:00.000Z';
  return { at, event: what, tokenIdTail: '4170', receiptNumber: '20260401-0001' };
}

function json(body: object, status = 200, type = 'application/json'): Promise<Response> {
  const headers = { 'content-type': type };
  return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
}

function problem(status: number, code: string, facts: object = {}): Promise<Response> {
  const type = `urn:otp-madoguchi:problem:${code}`;
  const body = { type, title: code, status, code, instance: 'urn:uuid:gallery', ...facts };
  return json(body, status, 'application/problem+json');
}
