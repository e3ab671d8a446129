// A process of its own that writes to a libSQL file: the arguments are the file and the bytes of a
// row. Tells each acknowledged row on standard output, and how it ended.
import { openDatabase } from '../../bff/store/sqlite/open.ts';
import { corporation } from '../../bff/store/schema/index.ts';

const [path = '', bytes = '10'] = process.argv.slice(2);
const name = 'x'.repeat(Number(bytes));

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

// A file that reaches the limit of `ulimit -f` shall be an I/O error and not the end.
process.on('SIGXFSZ', () => undefined);

try {
  const database = await openDatabase({
    url: `file:${path}`,
    onFault: () => {
      tell('fault');
    },
  });
  tell('open');
  for (let number = 0; ; number++) {
    const id = `${process.pid}-${number}`;
    const row = { corporationId: id, name, auditHash: '' };
    await database.write((tx) => tx.insert(corporation).values(row));
    tell(`kept ${id}`);
  }
} catch (error) {
  tell(`failed ${error instanceof Error ? error.message : String(error)}`);
}
