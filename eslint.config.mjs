/** The linter: strict, type-checked TypeScript, and the house's rooms (see ARCHITECTURE.md). */
import { defineConfig } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** What flows downwards: each room may import those before it that it names. */
const analysis = ['text', 'yaml', 'manifest', 'catalog', 'privilege', 'ports'];
const everything = [...analysis, 'rules', 'lint', 'compare', 'audit', 'features'];
const protocolTypes = ['vscode-languageserver-types', 'vscode-languageserver-textdocument'];

/** The rooms of the server: what each may import. A package's name covers its subpaths. */
const rooms = {
  text: { packages: ['vscode-languageserver-textdocument'] },
  yaml: { rooms: ['text'], packages: ['yaml'] },
  manifest: { rooms: ['text', 'yaml'], packages: ['yaml', 'date-fns', '@date-fns/utc'] },
  catalog: { rooms: ['recording'] },
  privilege: { rooms: ['catalog'], packages: ['@noble/hashes'] },
  ports: {},
  disk: { rooms: ['ports'], node: true },
  recording: {},
  formatter: { rooms: ['ports'], packages: ['prettier', 'diff'] },
  rules: { rooms: ['text', 'yaml', 'manifest', 'catalog', 'privilege'], packages: ['leven'] },
  lint: { rooms: [...analysis, 'rules'] },
  compare: { rooms: [...analysis, 'rules', 'lint'] },
  audit: { rooms: [...analysis, 'rules', 'lint'] },
  features: { rooms: [...analysis, 'rules', 'lint'], packages: [...protocolTypes, '@noble/hashes'] },
  service: { files: ['server/src/service.ts'], rooms: everything, packages: protocolTypes },
  lsp: {
    rooms: ['service', 'text', 'ports', 'documents'],
    packages: ['vscode-languageserver', ...protocolTypes],
  },
  report: { rooms: ['service'] },
  documents: { rooms: ['service', 'report'] },
  cli: {
    rooms: ['service', 'ports', 'disk', 'report', 'documents'],
    packages: ['commander', 'diff', 'ignore', 'minimatch', 'picocolors'],
    node: true,
  },
};

/** Single files that may do more than their room. */
const exceptions = {
  // The schema is written in Zod; at run time a generated table stands in, so that no bundle holds Zod.
  'server/src/manifest/schema.ts': { ...rooms.manifest, room: 'manifest', packages: ['zod'] },
  // The mains alone know where they run.
  'server/src/lsp/node-main.ts': {
    ...rooms.lsp,
    room: 'lsp',
    rooms: [...rooms.lsp.rooms, 'formatter'],
    node: true,
  },
  'server/src/lsp/node-transport.ts': { ...rooms.lsp, room: 'lsp', node: true },
  'server/src/lsp/node-library.ts': { ...rooms.lsp, room: 'lsp', node: true },
  'server/src/lsp/stdio-writer.ts': { ...rooms.lsp, room: 'lsp', node: true },
  'server/src/lsp/disk-files.ts': {
    ...rooms.lsp,
    room: 'lsp',
    rooms: [...rooms.lsp.rooms, 'disk'],
    node: true,
  },
  'server/src/lsp/node-start.ts': { room: 'lsp', node: true },
  'server/src/lsp/engine.ts': { room: 'lsp', node: true },
  'server/src/lsp/code-cache.ts': { room: 'lsp', node: true },
};

/** @type {(table: Record<string, Room>) => [string, Room][]} */
const entries = Object.entries;

/** Names of packages as the part of a regular expression. @param {string[]} names */
const alternatives = (names) => names.map((name) => name.replaceAll('.', '\\.')).join('|');

/**
 * @typedef {{files?: string[], rooms?: string[], packages?: string[], node?: boolean}} Room
 */

/**
 * The two rules that keep a room's imports, static and dynamic, to what the table says.
 * @param {string} room
 * @param {Room} allowed
 * @returns {import('eslint').Linter.RulesRecord}
 */
function boundary(room, { rooms: reach = [], packages = [], node = false }) {
  const closed = Object.keys(rooms).filter((other) => other !== room && !reach.includes(other));
  const outside = ['client', 'test', 'scripts'];
  const patterns = [
    {
      regex: `^(?:\\.\\./)+(?:${alternatives([...closed, ...outside])})(?:/|\\.ts$|$)`,
      message: `${room}/ may import of our own rooms only: ${reach.join(', ') || 'none'}.`,
    },
    {
      regex: `^(?!\\.|node:)(?!(?:${alternatives(packages) || 'none'})(?:/|$))`,
      message: `${room}/ may import of packages only: ${packages.join(', ') || 'none'}.`,
    },
    ...(node ? [] : [{ regex: '^node:', message: 'This runs in a browser too; Node stays at the rim.' }]),
  ];
  return {
    'no-restricted-imports': ['error', { patterns }],
    'no-restricted-syntax': [
      'error',
      ...patterns.map(({ regex, message }) => ({
        // A slash would end the expression inside a selector.
        selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002f')}/]`,
        message,
      })),
    ],
  };
}

/**
 * @param {{node: boolean}} allowed
 * @returns {import('eslint').Linter.RulesRecord}
 */
function clientBoundary({ node }) {
  const patterns = [
    {
      regex: '^(?:\\.\\./)+server/(?!src/(?:review-|document-)?protocol\\.ts$|src/recording/)',
      message: 'The client knows the server by its protocol alone; recordings it reads itself.',
    },
    ...(node
      ? []
      : [{ regex: '^node:|/node$', message: 'This runs in a browser too; Node is for extension.ts.' }]),
  ];
  return { 'no-restricted-imports': ['error', { patterns }] };
}

/** @type {import('eslint').Linter.Config[]} */
const boundaries = [
  ...entries(rooms).map(([room, { files = [`server/src/${room}/**/*.ts`], ...allowed }]) => ({
    files,
    rules: boundary(room, allowed),
  })),
  ...Object.entries(exceptions).map(([file, { room, ...allowed }]) => ({
    files: [file],
    rules: boundary(room, allowed),
  })),
  { files: ['client/src/**/*.ts'], rules: clientBoundary({ node: false }) },
  { files: ['client/src/extension.ts'], rules: clientBoundary({ node: true }) },
];

export default defineConfig(
  {
    ignores: ['**/dist/', '**/node_modules/', '.cache/', 'coverage/', '**/*.generated.ts', '.vscode-test/'],
  },
  {
    files: ['**/*.{ts,mts,mjs}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'client/tsconfig.json', 'scripts/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 350 }],
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      // `type` and `interface` both have their place.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // noPropertyAccessFromIndexSignature asks for the brackets that this rule would take away.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    // What these look at may come from anybody: manifests, recordings, whatever a pull request brings.
    files: ['client/src/**/*.ts', 'server/src/**/*.ts', 'scripts/action/*.mjs'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    // Assertions on what a test knows to be there read better than guards that never fire.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A stand-in has the parts that the test needs, no more.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  ...boundaries,
);
