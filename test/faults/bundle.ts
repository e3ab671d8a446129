// The service in one file, for tests that start it hundreds of times: it then starts in an eighth
// of the time. Nothing in it is changed; migrations and native modules stay where they are.
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

export interface Bundle extends Disposable {
  /** The program. */
  path: string;
}

/** `using bundle = await bundleService()` removes it with its test. */
export async function bundleService(): Promise<Bundle> {
  // Inside the package: the service finds its migrations by the package's name.
  mkdirSync(join(root, 'artefacts'), { recursive: true });
  const folder = mkdtempSync(join(root, 'artefacts/service-'));
  const conditions = ['source', 'node'];
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions },
    ssr: { noExternal: true, external: ['libsql', 'pino'], resolve: { conditions } },
    build: {
      ssr: join(import.meta.dirname, 'run-service.ts'),
      outDir: folder,
      target: 'node22',
      rolldownOptions: { output: { entryFileNames: 'service.mjs', codeSplitting: false } },
    },
  });
  return {
    path: join(folder, 'service.mjs'),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
