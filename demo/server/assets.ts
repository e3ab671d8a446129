// What the pretend portal's pages load: styles, scripts and the product's one script.
//
// Scripts are written in TypeScript and served with the types blanked out, read anew at each
// request: save, reload, see. Nothing outside the three folders is ever read.
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const script = 'text/javascript; charset=utf-8';

/** Mounted under `/assets`. */
export const assets = new Hono()
  .get('/styles/:name{[a-z-]+\\.css}', async (c) => {
    const text = await readDemo(`styles/${c.req.param('name')}`);
    return text === undefined
      ? c.notFound()
      : c.body(text, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  })
  .get('/:folder{browser|toy}/:name{[a-z-]+\\.ts}', async (c) => {
    const { folder, name } = c.req.param();
    const text = await readDemo(`${folder}/${name}`);
    return text === undefined
      ? c.notFound()
      : c.body(stripTypeScriptTypes(text), 200, { 'Content-Type': script });
  })
  .get('/otp-madoguchi.js', async (c) => {
    const path = fileURLToPath(import.meta.resolve('otp-madoguchi/script'));
    return c.body(await readFile(path, 'utf8'), 200, { 'Content-Type': script });
  })
  .get('/mark.svg', async (c) => {
    const text = await readDemo('styles/mark.svg');
    return text === undefined
      ? c.notFound()
      : c.body(text, 200, { 'Content-Type': 'image/svg+xml' });
  });

async function readDemo(path: string): Promise<string | undefined> {
  try {
    return await readFile(new URL(`../${path}`, import.meta.url), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
