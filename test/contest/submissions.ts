import { randomUUID } from 'node:crypto';
import { basePath, origin, Person } from '../support/person.ts';
import type { PortalServer } from '../support/portal-server.ts';
import type { Member } from './bank.ts';
import type { Submission } from './contestants.ts';
import type { Service } from './service.ts';

const json = { 'Content-Type': 'application/json', 'X-Otp-Client': 'contest' };

/** The portal's server asks whether a member's code is right. */
export function verification(
  service: Service,
  { corporation, customerId }: Member,
  code: string,
  portalServer: PortalServer,
): Submission {
  const { corporationId } = corporation;
  // Each one is another request: they contend for one code, not for one answer.
  const request = portalServer.verification({ corporationId, customerId, code });
  return {
    url: `${service.serverOrigin}${request.path}`,
    headers: portalServer.sign(request),
    body: request.body,
  };
}

/** A change that waits for the code of the token in use. */
export interface OpenedIntent {
  intentId: string;
  cookie: string;
}

/** The master proves a change. */
export function proof(service: Service, intent: OpenedIntent, code: string): Submission {
  return {
    url: `${service.origin}${basePath}/intents/${intent.intentId}/proof`,
    headers: { ...json, Cookie: intent.cookie, Origin: origin },
    body: JSON.stringify({ code }),
  };
}

/** A master signs in and opens two changes, one after the other: the second ends the first. */
export async function openTwo(
  service: Service,
  { corporation }: Member,
): Promise<[outdated: OpenedIntent, live: OpenedIntent]> {
  const app = {
    request: (path: string, init: RequestInit) => fetch(`${service.origin}${path}`, init),
  };
  const master = await Person.signIn(app, await corporation.assertion());
  const open = async () => {
    const { status, body } = await master.open({ operation: 'replace-token' }, randomUUID());
    if (status !== 201) throw new Error(`open: ${body.code}`);
    return { intentId: body.id, cookie: master.cookie };
  };
  return [await open(), await open()];
}
