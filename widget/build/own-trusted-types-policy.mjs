/**
 * Names our copy of Lit's Trusted Types policy `otp-widget-html`: a portal that allows only this
 * name runs us, and a portal with a Lit of its own may allow `lit-html` once, for that one. Lit has
 * no setting for the name.
 *
 * @throws {Error} When Lit no longer makes the policy in the place that is replaced.
 */
export const ownTrustedTypesPolicy = {
  name: 'otp-trusted-types-policy',
  transform: {
    filter: { id: /\/lit-html\/(development\/)?lit-html\.js$/ },
    handler(code, id) {
      const renamed = code.replace(
        /createPolicy\((["'])lit-html\1/,
        'createPolicy("otp-widget-html"',
      );
      if (renamed === code) throw new Error(`No Trusted Types policy found in ${id}`);
      return { code: renamed, map: null };
    },
  },
};
