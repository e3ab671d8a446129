// What a host that mounts the service itself may use. Nothing happens on import.
export { createApp } from './app.ts';
export { createServerApp } from './server-app.ts';
export type { Config } from './config/config.ts';
export type { PortalConfig } from './portal/portal-config.ts';
export type { ServerClient } from './portal/server-client.ts';
export { createContext, type ContextParts } from './context.ts';
export type { Context } from './ports.ts';
export { Refusal } from './errors/refusal.ts';
export { createCorporation } from './desk/create-corporation.ts';
export { importStock } from './desk/import-stock.ts';
export { syncMembers } from './desk/sync-members.ts';
