// Somebody at the counter who remembers all that was shown to them, while the portal's list and other
// sessions change things: each change is held against what it was shown as.
import { expect } from 'vitest';
import type { CommitInput, Intent, OpenIntent } from '../../bff/contract/intent.ts';
import type { Holder, UsageModePreview } from '../../bff/contract/member.ts';
import { minute } from '../../bff/durations.ts';
import { syncMembers } from '../../bff/desk/sync-members.ts';
import type { DirectoryMember } from '../../bff/portal/member-directory.ts';
import type { TestCorporation, TestCounter, TestToken } from './counter.ts';
import { type Outcome, printed, readOutcome } from './outcome.ts';
import type { Answer, Asked, Person } from './person.ts';
import { carryOut, setUp, shown } from './procedures.ts';

export const whats = ['mode', 'mode', 'register', 'deregister', 'replace'] as const;
export const mutations = ['none', 'rename', 'role', 'add', 'remove', 'elsewhere'] as const;
export const moments = ['shown', 'opened', 'proved'] as const;
export const tampered = ['to', 'older', 'newer', 'customerId', 'code'] as const;

export interface Story {
  what: (typeof whats)[number];
  /** What somebody else does, and after which screen. */
  mutation: (typeof mutations)[number];
  moment: (typeof moments)[number];
  /** What a request says other than the screen. */
  field: (typeof tampered)[number] | 'none';
  nth: number;
}

/**
 * How far a tampered version is off. One that happens to be the present one is no lie: it says that the
 * person read what is true now, which no server can check.
 */
const versionsOff: Partial<Record<Story['field'], number>> = { older: -1, newer: 1000 };

/** The refusals by which nothing is done. */
const honest = new Set([
  ...['preview-changed', 'intent-conflict', 'row-changed', 'mode-unchanged', 'not-found'],
  ...['shared-mode', 'otp-rejected', 'token-held'],
  // The token was changed in another session: this one ended with it.
  'session-ended',
]);

export class Showcase {
  readonly #counter: TestCounter;
  readonly #corporation: TestCorporation;
  #list: DirectoryMember[] = firstList();
  done = 0;
  refused = 0;
  #refusals = new Map<string, number>();

  private constructor(counter: TestCounter, corporation: TestCorporation) {
    this.#counter = counter;
    this.#corporation = corporation;
  }

  static async open(counter: TestCounter): Promise<Showcase> {
    const { corporation } = await setUp(counter, 'separate', { stock: { count: 12 } });
    const showcase = new Showcase(counter, corporation);
    await showcase.#sync();
    return showcase;
  }

  /** One change with all its screens; fails where something was done that was not shown. */
  async play(story: Story): Promise<void> {
    this.#counter.clock.advance(3 * minute);
    const master = await this.#corporation.signIn();
    const asked = await this.#asked(story, await this.#read());
    if (asked === undefined) return;
    const preview = 'to' in asked ? await this.#preview(master, asked.to) : undefined;
    await this.#between(story, 'shown');
    const opened = await master.open(this.#tamper(asked, preview, story));
    if (this.#isRefused(opened)) return;
    await this.#between(story, 'opened');
    const proof = await master.prove(opened.body, await this.#proofCode());
    if (this.#isRefused(proof)) return;
    await this.#between(story, 'proved');
    await this.#commit(master, { opened: opened.body, preview, story });
  }

  /** How it went, for who reads the run. */
  told(): string {
    const refusals = [...this.#refusals].map(([code, times]) => `${code} ${times}`).sort();
    return `${this.done} done as shown, ${this.refused} refused: ${refusals.join(', ')}`;
  }

  async #commit(
    master: Person,
    {
      opened,
      preview,
      story,
    }: { opened: Intent; preview: UsageModePreview | undefined; story: Story },
  ): Promise<void> {
    const before = await this.#read();
    const token = opened.operation === 'deregister-user' ? undefined : this.#free(before);
    const wrong = story.field === 'code' ? { code: token?.wrongCode() ?? '' } : {};
    const sent: CommitInput = token === undefined ? {} : { ...shown(token), ...wrong };
    const committed = await master.commit(opened, sent);
    const after = await this.#read();
    if (this.#isRefused(committed)) {
      expect(after).toEqual(before);
      return;
    }
    this.done += 1;
    expect(committed.body.holder).toEqual(opened.holder);
    if (preview !== undefined) expectPreviewed(preview, before, after);
    expectShown(opened, { before, after, tokenId: token?.tokenId });
  }

  /** What this person presses; undefined where there is nobody to do it to. */
  async #asked({ what, nth }: Story, { mode, held }: Outcome): Promise<Asked | undefined> {
    if (what === 'replace') return { operation: 'replace-token' };
    if (what === 'mode' || mode === 'shared')
      return { operation: 'change-usage-mode', to: mode === 'shared' ? 'separate' : 'shared' };
    const users = this.#list.slice(1).map(({ customerId }) => customerId);
    const operation = what === 'register' ? 'register-user' : 'deregister-user';
    const fitting = users.filter((id) => id in held === (what === 'deregister'));
    const customerId = fitting[nth % Math.max(fitting.length, 1)];
    return Promise.resolve(customerId === undefined ? undefined : { operation, customerId });
  }

  #tamper(asked: Asked, preview: UsageModePreview | undefined, { field }: Story): OpenIntent {
    if (asked.operation === 'change-usage-mode') {
      const version = preview?.version ?? 0;
      const previewed = version + (versionsOff[field] ?? 0);
      const to = field === 'to' ? other(asked.to) : asked.to;
      return { operation: asked.operation, to, previewed };
    }
    if ('customerId' in asked && field === 'customerId') return { ...asked, customerId: 'U02' };
    return asked;
  }

  /** Somebody else does something, if this is the moment for it. */
  async #between({ mutation, moment, nth }: Story, now: Story['moment']): Promise<void> {
    if (moment !== now || mutation === 'none') return;
    if (mutation === 'elsewhere') return this.#registerElsewhere(nth);
    this.#list = mutated(this.#list, mutation, nth);
    await this.#sync();
  }

  /** The same master, at another browser, registers somebody or replaces the token in use. */
  async #registerElsewhere(nth: number): Promise<void> {
    this.#counter.clock.advance(2 * minute);
    const present = await this.#read();
    const laptop = await this.#corporation.signIn();
    const user = this.#list.slice(1)[nth % (this.#list.length - 1)]?.customerId ?? '';
    const isNew = present.mode === 'separate' && !(user in present.held);
    const asked = isNew
      ? ({ operation: 'register-user', customerId: user } as const)
      : ({ operation: 'replace-token' } as const);
    const proof = await this.#proofCode();
    await carryOut(laptop, asked, { proof, commit: shown(this.#free(present)) });
    this.#counter.clock.advance(2 * minute);
  }

  #isRefused(answer: Answer<{ code?: string }>): boolean {
    if (answer.status < 300) return false;
    const { code = '' } = answer.body;
    expect(honest, `${answer.status} ${code}`).toContain(code);
    this.refused += 1;
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1);
    return true;
  }

  async #preview(master: Person, to: string): Promise<UsageModePreview> {
    return (await master.get<UsageModePreview>(`/usage-mode/preview?to=${to}`)).body;
  }

  async #proofCode(): Promise<string> {
    const { mode, held } = await this.#read();
    const tokenId = held[mode === 'shared' ? '' : 'M1'];
    return this.#token((each) => each.tokenId === tokenId).code();
  }

  #free({ held }: Outcome): TestToken {
    return this.#token(({ tokenId }) => !Object.values(held).includes(tokenId));
  }

  #token(fits: (token: TestToken) => boolean): TestToken {
    const found = this.#corporation.tokens.find(fits);
    if (found === undefined) throw new Error('no such token');
    return found;
  }

  #read(): Promise<Outcome> {
    return readOutcome(this.#counter.context, this.#corporation.corporationId);
  }

  async #sync(): Promise<void> {
    const directory = { members: () => Promise.resolve(this.#list) };
    const { corporationId } = this.#corporation;
    await syncMembers(this.#counter.context, { corporationId, directory });
  }
}

/** The preview told who loses a token and who is without one, by name. */
function expectPreviewed(preview: UsageModePreview, before: Outcome, after: Outcome): void {
  const { released, withoutToken } = preview;
  expect([before.mode, after.mode]).toEqual([preview.from, preview.to]);
  const ended = Object.entries(before.held).map(([id, token]) => lineOf(before, id, token));
  expect(released.holders.map((one) => `${line(one)} ${one.tokenIdTail}`).sort()).toEqual(
    ended.sort(),
  );
  expect(released.count).toBe(ended.length);
  const without = Object.keys(after.members).filter((id) => !(id in after.held));
  const told = preview.to === 'shared' ? [] : without.map((id) => after.members[id]);
  expect(withoutToken.holders.map(line).sort()).toEqual(told.sort());
}

/** S-30 and S-40 told who proves, for whom, and what goes. */
function expectShown(
  { operation, holder, prover, registration, mode }: Intent,
  { before, after, tokenId }: { before: Outcome; after: Outcome; tokenId: string | undefined },
): void {
  expect([before.mode, after.mode]).toEqual([mode.from, mode.to]);
  const id = idOf(holder);
  expect(line(holder)).toBe(before.members[id] ?? '');
  expect(line(prover?.holder ?? holder)).toBe(
    before.members[before.mode === 'shared' ? '' : 'M1'] ?? '',
  );
  const kept = operation === 'change-usage-mode' ? {} : before.held;
  const others = Object.fromEntries(Object.entries(kept).filter(([each]) => each !== id));
  expect(after.held).toEqual(tokenId === undefined ? others : { ...others, [id]: tokenId });
  if (operation === 'deregister-user')
    expect(before.held[id]?.slice(-4)).toBe(registration?.token?.idTail);
}

function idOf(holder: Holder): string {
  return holder.kind === 'corporation' ? '' : holder.customerId;
}

function line(holder: Holder): string {
  return holder.kind === 'corporation' ? '' : printed(holder);
}

function lineOf({ members }: Outcome, id: string, tokenId: string): string {
  return `${members[id] ?? ''} ${tokenId.slice(-4)}`;
}

function other(mode: 'separate' | 'shared'): 'separate' | 'shared' {
  return mode === 'shared' ? 'separate' : 'shared';
}

function firstList(): DirectoryMember[] {
  const user = { role: 'general', master: false } as const;
  const master = {
    customerId: 'M1',
    name: '管理 太郎',
    role: 'administrator',
    master: true,
  } as const;
  return [
    master,
    ...['U01', 'U02', 'U03'].map((customerId) => ({ customerId, name: customerId, ...user })),
  ];
}

/** The portal's list a moment later. */
function mutated(
  list: DirectoryMember[],
  mutation: Story['mutation'],
  nth: number,
): DirectoryMember[] {
  const at = nth % list.length;
  const change = (some: (one: DirectoryMember) => Partial<DirectoryMember>) =>
    list.map((one, index) => (index === at ? { ...one, ...some(one) } : one));
  switch (mutation) {
    case 'rename':
      return change(({ name }) => ({
        name: name.endsWith('改') ? name.slice(0, -1) : `${name}改`,
      }));
    case 'role':
      return change(({ role }) => ({ role: role === 'approver' ? 'general' : 'approver' }));
    case 'remove':
      return list.length > 3
        ? list.filter(({ master }, index) => master || index !== Math.max(at, 1))
        : list;
    case 'add': {
      const free = ['U01', 'U02', 'U03', 'U04', 'U05', 'U06'].find((id) =>
        list.every(({ customerId }) => customerId !== id),
      );
      const user = { role: 'general', master: false } as const;
      return free === undefined ? list : [...list, { customerId: free, name: free, ...user }];
    }
    default:
      return list;
  }
}
