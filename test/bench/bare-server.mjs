// The yardstick: a Hono route that reads JSON, answers JSON and does nothing else.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.post('/verifications', async (c) => {
  await c.req.json();
  return c.json({ verifiedAt: new Date().toISOString() });
});
serve({ fetch: app.fetch, port: Number(process.env.OTP_PORT) });
