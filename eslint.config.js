import { configs as litConfigs } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wcConfigs } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'artefacts/', '.data/', 'bff/store/migrations/'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-nested-ternary': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
        { selector: 'TSEnumDeclaration', message: 'Use a const tuple and its union type.' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  // What only types can tell: a promise that nobody waits for (a store call in a transaction, above all), and
  // something thrown that is no error (a refusal that has to be kept).
  {
    files: ['bff/**/*.ts', 'widget/**/*.ts', 'demo/**/*.ts', 'test/**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  // Chai's assertions are typed as promises, and are none.
  {
    files: ['test/widget/**'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
  {
    files: ['widget/**/*.ts', 'demo/**/*.ts'],
    ...litConfigs['flat/recommended'],
  },
  {
    files: ['widget/**/*.ts', 'demo/**/*.ts'],
    ...litA11y.configs.recommended,
    plugins: { 'lit-a11y': litA11y },
  },
  { files: ['widget/**/*.ts'], ...wcConfigs['flat/best-practice'] },
  // The one place where a page speaks to the portal's developer, and the test that listens.
  {
    files: ['widget/client/warn-developer.ts', 'test/widget/support/warnings.ts'],
    rules: { 'no-console': 'off' },
  },
  // Config files are read by their tools through the default export; scripts speak to a terminal.
  {
    files: ['**/*.config.js', '**/*.config.mjs', '**/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: [
      '**/*.mjs',
      'test/bench/**',
      'test/browser/**',
      'test/contest/**',
      'test/fuzz/**',
      'test/model/**',
      'test/setup/**',
    ],
    rules: { 'no-console': 'off' },
  },
);
