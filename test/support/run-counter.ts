// A counter in a process of its own, made to be killed: it changes the usage mode to and fro as fast
// as it can and tells each receipt once it has the answer. Arguments: the database's url.
import { minute } from '../../bff/durations.ts';
import { openCounter } from './counter.ts';
import { carryOut, setUp, shown } from './procedures.ts';

const [databaseUrl] = process.argv.slice(2);
if (databaseUrl === undefined) throw new Error('usage: run-counter.ts file:/path/to.db');

await using counter = await openCounter({ databaseUrl });
const { corporation, inUse } = await setUp(counter, 'separate', { users: 30 });
process.stdout.write('ready\n');
let [present, other] = [inUse, corporation.token(1)];
for (let round = 0; ; round += 1) {
  counter.clock.advance(3 * minute);
  const to = round % 2 === 0 ? 'shared' : 'separate';
  const receipt = await carryOut(
    await corporation.signIn(),
    { operation: 'change-usage-mode', to },
    { proof: present.code(), commit: shown(other) },
  );
  process.stdout.write(`${receipt.number}\n`);
  [present, other] = [other, present];
}
