// What a host that mounts the service itself may use. Nothing happens on import.
export { createApp } from './app.ts';
export { createServerApp } from './server-app.ts';
export type { Config } from './config/config.ts';
export type { PortalConfig } from './portal/portal-config.ts';
export type { ServerClient } from './portal/server-client.ts';
export { createContext, type Context, type ContextParts } from './context.ts';
export { Refusal } from './errors/refusal.ts';
export { createCorporation } from './operations/create-corporation.ts';
export { importStock } from './operations/import-stock.ts';
export { syncMembers } from './operations/sync-members.ts';
