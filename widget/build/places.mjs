import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const source = join(root, 'widget');
export const output = join(root, 'dist/widget');
export const types = join(root, 'dist/types');

/** What a page may import, by its published name. */
export const entries = {
  index: join(source, 'index.ts'),
  define: join(source, 'define.ts'),
  ...Object.fromEntries(elementNames().map((name) => [name, join(source, name, 'define.ts')])),
};

export const scriptEntry = join(source, 'script.ts');

/** Elements that a page may carry alone. */
export const alone = ['otp-usage-mode', 'otp-token-register'];

function elementNames() {
  return readdirSync(source).filter((name) => existsSync(join(source, name, 'define.ts')));
}
