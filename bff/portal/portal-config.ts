import type { JWK } from 'jose';

/** Algorithms that a portal may sign with: asymmetric ones only, and one for each issuer. */
export const portalAlgorithms = ['ES256', 'PS256', 'EdDSA'] as const;
export type PortalAlgorithm = (typeof portalAlgorithms)[number];

/** Where the portal's public keys are: fetched and cached, or pinned. */
export type PortalKeys = { url: string } | { keys: JWK[] };

/** The portal that vouches for the actor. */
export interface PortalConfig {
  issuer: string;
  audience: string;
  algorithm: PortalAlgorithm;
  jwks: PortalKeys;
}
