// How many tokens a second `keys reseal` seals anew, on a libSQL file with durable commits. Run with
//   npm run bench:reseal
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { genesisHash } from '../../bff/audit/chain.ts';
import { resealTokens } from '../../bff/desk/reseal-tokens.ts';
import { corporation, token, tokenLocation } from '../../bff/store/schema/index.ts';
import { openDatabase } from '../../bff/store/sqlite/open.ts';
import { KeyRing } from '../../bff/vault/key-ring.ts';
import { SecretBox } from '../../bff/vault/secret-box.ts';

const corporations = 100;
const tokensEach = 100;
const profile = { kind: 'totp', algorithm: 'sha1', digits: 6, period: 30 };
const keys = [1, 2].map((version) => ({ version, key: randomBytes(32) }));
const fingerprintKey = randomBytes(32);
const boxOf = (ring) => new SecretBox(new KeyRing('bench', ring, fingerprintKey));

const folder = mkdtempSync(join(tmpdir(), 'otp-bench-'));
const database = await openDatabase({ url: `file:${join(folder, 'bench.db')}` });

async function seed(vault) {
  for (let c = 0; c < corporations; c += 1) {
    const corporationId = `C${c}`;
    const secrets = Array.from({ length: tokensEach }, () => randomBytes(20));
    const tokens = secrets.map((secret, index) => {
      const row = { corporationId, tokenId: `T${c}-${index}`, ...profile };
      const { sealed: sealedSecret, keyVersion } = vault.seal(row, secret);
      return { ...row, sealedSecret, keyVersion, lastStep: -1n };
    });
    const locations = tokens.map(({ tokenId }, index) => ({
      tokenId,
      corporationId,
      secretDigest: vault.fingerprint(secrets[index]),
    }));
    await database.write(async (tx) => {
      const auditHash = genesisHash('bench', corporationId);
      await tx.insert(corporation).values({ corporationId, name: 'x', auditHash });
      await tx.insert(tokenLocation).values(locations);
      await tx.insert(token).values(tokens);
    });
  }
}

await seed(boxOf(keys.slice(0, 1)));
const begun = performance.now();
const { resealed } = await resealTokens({ database, vault: boxOf(keys) });
const seconds = (performance.now() - begun) / 1000;
await database.close();
rmSync(folder, { recursive: true });
console.log(
  `${resealed} tokens in ${seconds.toFixed(1)} s: ${Math.round(resealed / seconds)} tokens/s`,
);
