/** Tells the portal's developer what to do about a fault of the integration. Never has a secret in it. */
export function warnDeveloper(text: string): void {
  console.warn(`otp-madoguchi: ${text}`);
}
