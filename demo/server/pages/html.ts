import type { html } from 'hono/html';

/** What hono's `html` tag makes: escaped already. */
export type Html = ReturnType<typeof html>;
