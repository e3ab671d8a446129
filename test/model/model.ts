// The domain told a second time: what each ask is answered, and what it leaves behind. Written from
// the rules and not from the service; `judge.ts` knows codes, `changes.ts` the five procedures.
//
// A request meets the database two or three times: its session is read, perhaps noted as seen, and
// then one transaction decides. The model is asked at exactly these moments, so it knows the answer
// also when others came in between.
import { type Answer, type Asked, refused, type SeatAsk, type ServerAsk } from './asks.ts';
import { cancel, commit, open, prove, read, voidAll } from './changes.ts';
import { reset, retire, sync } from './desk.ts';
import { deviceOf } from './devices.ts';
import { present, refusedAs, settle } from './judge.ts';
import { corporationOf, given, nameOf, type Seat, type Session, type World } from './world.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const idle = 10 * minute;
const absolute = 8 * hour;
/** Clocks that differ by more have jumped. */
const tolerance = 2 * second;

/** Whom the cookie stood for when it was read; what happens later takes nothing of it back. */
export interface Granted {
  session: Session;
  isMaster: boolean;
  /** When the cookie was read. */
  at: number;
  /** Last seen so long before that it is noted anew, in a write of its own. */
  unseen: boolean;
}

export interface Moment {
  now: number;
  /** When the route was reached; what was read of the clock there counts. */
  askedAt: number;
}

/** How long an id is kept: a minute's life, the skew, and the step back that nobody notices. */
const kept = (60 + 10 + 22) * second;

/** The wall clock less the monotonic one, as the service believes it, and where it jumped to. */
interface Watch {
  offset: number;
  checkedAt: number;
  ahead?: { to: number; since: number; until: number };
}

export class Model {
  world: World;
  /** The session that each seat's cookie stands for. Browsers are no part of a backup. */
  readonly cookies: Map<string, number>;
  /** What the running service believes of its clock; a jump ahead has to stand for a minute. */
  watch: Watch = { offset: 0, checkedAt: 0 };

  constructor(world: World, cookies: ReadonlyMap<string, number> = new Map()) {
    this.world = world;
    this.cookies = new Map(cookies);
  }

  /** Until when at least no code is judged, because the clock has jumped ahead. */
  get unreliableUntil(): number | undefined {
    return this.watch.ahead?.until;
  }

  /** The cookie that a seat sent is read. */
  resume(seat: Seat, number: number | undefined, now: number): Granted | Answer {
    const session = this.world.sessions.find((each) => each.number === number);
    if (session === undefined) return refused('session-ended');
    const { members, master } = corporationOf(this.world, seat.corporationId);
    if (!members.includes(seat.customerId)) return refused('session-ended');
    if (this.unreliableUntil !== undefined) return unreliable(this.unreliableUntil);
    if (isOver(session, now)) return refused('session-ended');
    return {
      session: { ...session },
      isMaster: master === seat.customerId,
      at: now,
      unseen: now - session.lastSeenAt >= 30 * second,
    };
  }

  /** The session is noted as in use; never backwards. */
  see({ session: { number }, at }: Granted): void {
    const session = this.world.sessions.find((each) => each.number === number);
    if (session !== undefined) session.lastSeenAt = Math.max(session.lastSeenAt, at);
  }

  /** What is refused before the deciding transaction, when the route is reached. */
  beforehand({ isMaster }: Granted): Answer | undefined {
    return isMaster ? undefined : refused('not-permitted');
  }

  /** What the deciding transaction finds once it has the corporation: the session may be over. */
  #stillThere({ number, corporationId, customerId }: Session, now: number): Answer | undefined {
    const { members, master } = corporationOf(this.world, corporationId);
    if (this.unreliableUntil !== undefined) return unreliable(this.unreliableUntil);
    const session = this.world.sessions.find((each) => each.number === number);
    const isThere = session !== undefined && members.includes(customerId);
    if (!isThere || isOver(session, now)) return refused('session-ended');
    return master === customerId ? undefined : refused('not-permitted');
  }

  /** The transaction that decides what a person asks. */
  decide(ask: SeatAsk, { session }: Granted, moment: Moment): Answer {
    const { unreliableUntil } = this;
    const asking = { world: this.world, session, now: moment.now, unreliableUntil };
    const over = ask.kind === 'read' ? undefined : this.#stillThere(session, moment.now);
    if (over !== undefined) return over;
    switch (ask.kind) {
      case 'open': {
        const freshness = (ask.asked.operation === 'register-first' ? 5 : 15) * minute;
        const isStale = moment.now - session.authenticatedAt > freshness;
        return isStale ? refused('reauthentication-required') : open(asking, ask);
      }
      case 'prove':
        return prove(asking, ask.change, ask.code);
      case 'commit':
        return commit(asking, ask.change, ask.sent);
      case 'cancel':
        return cancel(asking, ask.change);
      case 'read':
        return read(asking, ask.change);
    }
  }

  /** The transaction that does what the portal or the bank asks. */
  serve(ask: ServerAsk, { now, askedAt }: Moment): Answer {
    switch (ask.kind) {
      case 'sign-in':
        return this.#signIn(ask, askedAt);
      case 'verify':
        return this.#verify(ask, now);
      case 'sync':
        return sync(this.world, ask, now);
      case 'unlock':
        return this.#unlock(ask);
      case 'resync':
        return this.#resync(ask, askedAt);
      case 'reset':
        return reset(this.world, ask, askedAt);
      case 'retire':
        return retire(this.world, ask, askedAt);
      case 'fence':
        raise(this.world, 'fencedAt', askedAt, ask.corporationId);
        return { is: 'done' };
    }
  }

  #signIn({ seat, number }: Asked<'sign-in'>, now: number): Answer {
    const { corporationId, customerId } = seat;
    const { members, assertions } = corporationOf(this.world, corporationId);
    if (!members.includes(customerId)) return refused('session-ended');
    const issuedAt = Math.floor(now / second) * second;
    const isEnded = this.world.sessions.some(
      (each) =>
        each.corporationId === corporationId &&
        each.customerId === customerId &&
        each.ended?.by === 'rights-lost' &&
        each.ended.at >= issuedAt,
    );
    if (isEnded) return refused('session-ended');
    const until = issuedAt + kept;
    const gone = assertions.kept.filter((each) => each <= now);
    const forgotten = Math.max(assertions.forgotten, ...gone);
    if (until <= forgotten) return refused('session-ended');
    assertions.kept = [...assertions.kept.filter((each) => each > now), until];
    assertions.forgotten = forgotten;
    this.world.sessions = this.world.sessions.filter(
      (each) => each.corporationId !== corporationId || each.expiresAt > now,
    );
    const times = { authenticatedAt: issuedAt, lastSeenAt: now, expiresAt: now + absolute };
    this.world.sessions.push({ number, corporationId, customerId, ...times });
    this.cookies.set(nameOf(seat), number);
    return { is: 'done' };
  }

  #verify({ corporationId, customerId, code }: Asked<'verify'>, now: number): Answer {
    const corporation = corporationOf(this.world, corporationId);
    const { mode, holders, members } = corporation;
    if (this.unreliableUntil !== undefined) return unreliable(this.unreliableUntil);
    const shared = mode === 'shared';
    const tokenId = holders[shared ? '' : customerId];
    if (mode === 'unset' || !members.includes(customerId) || tokenId === undefined)
      return refused('not-found');
    const { unreliableUntil } = this;
    const actor = { actorId: customerId, shared };
    const verdict = present({ corporation, tokenId, ...actor, code, now, unreliableUntil });
    return 'code' in verdict ? refusedAs(verdict) : { is: 'done' };
  }

  /** Nobody's wrong codes on this token count any more; what is spent stays spent. */
  #unlock({ corporationId, tokenId }: Asked<'unlock'>): Answer {
    const { attempts, holders, tokens, restoredAt } = corporationOf(this.world, corporationId);
    const token = given(tokens[tokenId], tokenId);
    if (deviceOf(tokenId).kind === 'hotp' && restoredAt > token.settledAt)
      return refused('counter-unsettled');
    const charged = Object.keys(attempts).filter((name) => name.startsWith(`${tokenId}/`));
    if (token.state !== 'disabled' && charged.length === 0) return refused('token-not-locked');
    for (const name of charged) Reflect.deleteProperty(attempts, name);
    const isHeld = Object.values(holders).includes(tokenId);
    if (token.state === 'disabled') token.state = isHeld ? 'held' : 'stock';
    return { is: 'done' };
  }

  /** Two codes in a row of a token that somebody holds settle its clock; a lock stays. */
  #resync({ corporationId, tokenId, code, nextCode }: Asked<'resync'>, now: number): Answer {
    const corporation = corporationOf(this.world, corporationId);
    const token = given(corporation.tokens[tokenId], tokenId);
    if (!Object.values(corporation.holders).includes(tokenId) && token.state !== 'disabled')
      return refused('token-not-in-use');
    const verdict = settle({ corporation, tokenId, code, nextCode, now });
    if (typeof verdict === 'string') return refused(verdict);
    token.settledAt = now;
    return { is: 'done' };
  }

  /** A service begins: what it finds may raise a fence for everybody before it serves anybody. */
  begin(now: number, elapsed: number, found: { isOlder: boolean }): void {
    const { service } = this.world;
    const isUnclean = service.state === 'running' || now < service.seenAt - tolerance;
    if (isUnclean) raise(this.world, 'fencedAt', now);
    if (now < service.seenAt - tolerance) endEarlierTime(this.world, now);
    if (found.isOlder) raise(this.world, 'restoredAt', now);
    // No fence in time can tell which presses of a button were forgotten.
    if (found.isOlder) disablePressed(this.world);
    this.world.service = { state: 'running', seenAt: now };
    this.watch = { offset: now - elapsed, checkedAt: elapsed };
  }

  /** A service ends well. With a clock that it does not believe it leaves no mark. */
  end(now: number): void {
    if (this.watch.ahead === undefined) this.world.service = { state: 'stopped', seenAt: now };
  }

  /** The service looks at its two clocks, as it does every second. */
  look(now: number, elapsed: number): void {
    const seen = now - elapsed;
    const { ahead } = this.watch;
    // A clock that is being adjusted is followed, a thousandth at most.
    const reach = (elapsed - this.watch.checkedAt) / 1000;
    const offset = this.watch.offset + Math.max(-reach, Math.min(reach, seen - this.watch.offset));
    const believed = { offset: seen, checkedAt: elapsed };
    if (seen < offset - tolerance) {
      raise(this.world, 'fencedAt', now);
      endEarlierTime(this.world, now);
      this.watch = believed;
    } else if (seen <= offset + tolerance) this.watch = { offset, checkedAt: elapsed };
    else {
      const stands = ahead !== undefined && Math.abs(seen - ahead.to) <= tolerance;
      const { to, since } = stands ? ahead : { to: seen, since: elapsed };
      const isBelieved = elapsed - since >= minute;
      const until = seen + since + minute;
      this.watch = isBelieved
        ? believed
        : { offset, checkedAt: elapsed, ahead: { to, since, until } };
    }
  }
}

function isOver({ ended, lastSeenAt, expiresAt }: Session, now: number): boolean {
  return ended !== undefined || now >= Math.min(lastSeenAt + idle, expiresAt);
}

export function unreliable(until: number): Answer {
  return refusedAs({ code: 'clock-unreliable', retryAt: new Date(until).toISOString() });
}

/** What was begun before the clock went back is over. */
function endEarlierTime(world: World, now: number): void {
  for (const session of world.sessions) session.expiresAt = Math.min(session.expiresAt, now);
  for (const { corporationId } of Object.values(world.corporations)) voidAll(world, corporationId);
}

/** A fence only ever moves forward. */
function raise(
  { corporations }: World,
  mark: 'fencedAt' | 'restoredAt',
  now: number,
  only?: string,
): void {
  for (const one of Object.values(corporations))
    if (only === undefined || one.corporationId === only) one[mark] = Math.max(one[mark], now);
}

function disablePressed({ corporations }: World): void {
  for (const [tokenId, token] of Object.values(corporations).flatMap(({ tokens }) =>
    Object.entries(tokens),
  ))
    if (deviceOf(tokenId).kind === 'hotp' && token.state !== 'retired') token.state = 'disabled';
}
