import { readFileSync } from 'node:fs';

const tokens = readFileSync(new URL('widget/styles/tokens.ts', import.meta.url), 'utf8');

/** The custom properties of tokens.ts, each with its default: every element reads them. */
const lookProperties = [
  ...tokens.matchAll(/--_[\w-]+: var\(\s*(--otp-[\w-]+),\s*([^;]+?)\s*\);/g),
].map(([, name, value]) => ({ name, default: value.replaceAll(/\s+/g, ' ') }));

/**
 * The class comment is the contract: what the analyzer guesses beside it goes (events without a
 * description, private members), and the look that all elements share comes in.
 */
const contract = {
  name: 'otp-contract',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations } of customElementsManifest.modules) {
      for (const element of declarations.filter(({ customElement }) => customElement)) {
        element.events = element.events?.filter(({ description }) => description);
        element.members = element.members?.filter(({ privacy }) => privacy === undefined);
        const own = element.cssProperties ?? [];
        const isOwn = ({ name }) => own.some((property) => property.name === name);
        element.cssProperties = [...own, ...lookProperties.filter((property) => !isOwn(property))];
      }
    }
  },
};

export default {
  globs: ['widget/**/*.ts'],
  // The base of all elements is none itself: it has no tag, and nothing that a page may use.
  exclude: ['widget/**/*.styles.ts', 'widget/parts/otp-element.ts'],
  outdir: 'dist',
  litelement: true,
  // It would write its own path into package.json.
  packagejson: false,
  plugins: [contract],
};
