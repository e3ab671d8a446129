import { genesisHash } from '../audit/chain.ts';
import { isPlainText } from '../contract/plain-text.ts';
import { appendAudit } from '../decision/append-audit.ts';
import { OperatorRefusal } from '../errors/operator-refusal.ts';
import type { OperatorContext } from '../ports.ts';
import { insertCorporation } from '../store/directory-store.ts';

/** What cookies carry, and what the vault and the audit bind without doubt about where it ends. */
const idPattern = /^[A-Za-z0-9._-]{1,64}$/;
const longestName = 200;

/**
 * Makes a corporation known: without members, without stock, its usage mode unset.
 *
 * @throws {OperatorRefusal} for a malformed id or name, or an id that is known.
 */
export async function createCorporation(
  context: OperatorContext,
  { corporationId, name }: { corporationId: string; name: string },
): Promise<void> {
  if (!idPattern.test(corporationId)) throw new OperatorRefusal('corporation-id');
  const shown = name.trim();
  if (shown === '' || shown.length > longestName || !isPlainText(shown))
    throw new OperatorRefusal('corporation-name');
  const auditHash = genesisHash(context.config.environment, corporationId);
  await context.database.write(async (tx) => {
    const head = { corporationId, auditSeq: 0, auditHash };
    const isNew = await insertCorporation(tx, { ...head, name: shown });
    if (!isNew) throw new OperatorRefusal('corporation-known');
    await appendAudit(context, tx, head, {
      at: context.clock.now(),
      action: 'corporation-created',
      result: 'done',
      actor: 'operator',
      target: '',
    });
  });
}
