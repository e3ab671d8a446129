import type { SessionSettings } from '../contract/session.ts';
import { hour, minute } from '../durations.ts';
import type { PortalConfig } from '../portal/portal-config.ts';
import type { ServerClient } from '../portal/server-client.ts';
import type { VaultKey } from './secrets.ts';

/** NIST SP 800-63B-4 section 2.2.3 allows an hour at AAL2; a bank's counter closes sooner. */
export const defaultIdle = 10 * minute;
/** NIST SP 800-63B-4 section 2.2.3 allows 24 hours at AAL2; one working day is enough. */
export const defaultAbsolute = 8 * hour;
/** Two codes of 60 seconds must fit, with somebody walking to fetch the second token. */
export const defaultIntentLife = 10 * minute;

export type { PortalConfig, ServerClient };

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A plain object; a host that mounts the service writes it by hand. Spans in milliseconds. */
export interface Config {
  /** Name of this installation. Bound into what the vault seals and into the audit's hashes. */
  environment: string;
  /** `file:…` for libSQL, `postgres://…` for PostgreSQL. */
  databaseUrl: string;
  /**
   * File that keeps how far the database had come, to notice at a start that it was restored. Absent:
   * `<database>.high-water` beside a libSQL file, none with PostgreSQL.
   */
  highWaterFile?: string;
  /** Starts with a slash and does not end with one. */
  basePath: string;
  /** The portal's origins, exact: `https://bank.example`. */
  origins: string[];
  /** At least one; the highest version seals. */
  vaultKeys: VaultKey[];
  /**
   * Exactly 32 bytes, none of `vaultKeys`: finds a token secret that was handed out before. It stays when
   * the vault's keys are replaced.
   */
  fingerprintKey: Uint8Array;
  portal: PortalConfig;
  /** The portal's servers, which sign their requests. Absent: none may ask anything. */
  clients?: ServerClient[];
  settings: SessionSettings;
  /** `single`: a member's newer portal session ends the sessions of the older ones. */
  session: { idle: number; absolute: number; single: boolean };
  intentLife: number;
  logLevel: LogLevel;
}

/** What a process of our own needs beside it. */
export interface ServerConfig extends Config {
  /** Address that both listeners bind. */
  host: string;
  /** For browsers. 0: any free one. */
  port: number;
  /** For the portal's servers and for probes. Absent: no such listener. 0: any free one. */
  serverPort?: number;
}
