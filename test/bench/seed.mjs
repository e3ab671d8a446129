// A database as the desk would have left it, with tokens whose secrets the bench knows. Making 40,000 of
// them by hand would take hours.
import { randomBytes } from 'node:crypto';
import { chain, genesisHash } from '../../dist/bff/audit/chain.js';
import {
  auditEntry,
  corporation,
  member,
  registration,
  token,
} from '../../dist/bff/store/schema/index.js';
import { openDatabase } from '../../dist/bff/store/sqlite/open.js';
import { KeyRing } from '../../dist/bff/vault/key-ring.js';
import { SecretBox } from '../../dist/bff/vault/secret-box.js';

export const environment = 'bench';
export const profile = { kind: 'totp', algorithm: 'sha1', digits: 6, period: 30 };

/** Keys of a service that can open what is seeded. */
export function createKeys() {
  return { vaultKey: randomBytes(32), fingerprintKey: randomBytes(32) };
}

/**
 * Fills the database at `url`; each member holds a token. Gives back whom to ask about, neighbours of
 * different corporations, as they are in a bank's load.
 */
export async function seed(url, { vaultKey, fingerprintKey }, { corporations, tokensEach }) {
  const ring = new KeyRing(environment, [{ version: 1, key: vaultKey }], fingerprintKey);
  const vault = new SecretBox(ring);
  const database = await openDatabase({ url });
  const people = [];
  for (let c = 0; c < corporations; c += 1) {
    const corporationId = `C${c}`;
    const held = Array.from({ length: tokensEach }, (_, index) =>
      holding(vault, corporationId, index),
    );
    people.push(...held.map(({ person }, index) => ({ ...person, index })));
    await database.write((tx) => insert(tx, corporationId, held));
  }
  await database.close();
  return people.sort((a, b) => a.index - b.index);
}

function holding(vault, corporationId, index) {
  const secret = randomBytes(20);
  const customerId = `U${index}`;
  const tokenId = `${corporationId}-${index}`;
  const row = { corporationId, tokenId, ...profile };
  const { sealed: sealedSecret, keyVersion } = vault.seal(row, secret);
  return {
    person: { corporationId, customerId, secret },
    token: { ...row, sealedSecret, keyVersion, lastStep: -1n, state: 'held' },
    // No corporation is in separate mode without its master's token.
    holderKind: index === 0 ? 'master' : 'user',
  };
}

async function insert(tx, corporationId, held) {
  const first = chain(
    environment,
    { corporationId, auditSeq: 0, auditHash: genesisHash(environment, corporationId) },
    { at: 0, action: 'corporation-created', result: 'done', actor: 'operator', target: '' },
  );
  const head = { auditSeq: first.seq, auditHash: first.entryHash };
  await tx.insert(corporation).values({ corporationId, name: 'x', mode: 'separate', ...head });
  await tx.insert(auditEntry).values(first);
  await tx.insert(token).values(held.map((each) => each.token));
  await tx.insert(member).values(
    held.map(({ person: { customerId }, holderKind }) => ({
      corporationId,
      customerId,
      name: 'x',
      nameFolded: 'x',
      role: holderKind === 'master' ? 'administrator' : 'general',
      rank: holderKind === 'master' ? 0 : 1,
    })),
  );
  await tx.insert(registration).values(
    held.map(({ person: { customerId }, token: { tokenId }, holderKind }) => ({
      corporationId,
      tokenId,
      customerId,
      holderKind,
      mode: 'separate',
      registeredAt: 0,
    })),
  );
}
