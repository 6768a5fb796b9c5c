/**
 * Begins a rule: `npm run new-rule -- <id>` writes its file, its line in the list, its golden files and its page, and generates the
 * rest. What it finds is an integration of its own name, so that everything passes; put the real check in its place.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { at } from './lib/paths.mjs';
import { CommandFailed, runMain, runPackage } from './lib/run.mjs';

const LIST = 'server/src/rules/list.ts';

/** What an integration in order has besides its name. */
const ENTRY = [
  'kind: internal-integration',
  'purpose: Files issues of the shop in our tracker.',
  'owner: team-shop@acme.example',
  'credential: { storedIn: vault://shop/sentry/shop-bot }',
  'scopes:',
  '  - scope: event:read',
  '    rationale: It copies the title and the link of each new issue.',
  'reviews:',
  '  - { date: 2026-10-20, by: dana@acme.example }',
];

await runMain(() => {
  const id = process.argv[2] ?? '';
  if (!/^[a-z]+(?:-[a-z]+)+$/.test(id))
    throw new CommandFailed(
      `“${id}” is no id of a rule: name the fault in small letters with hyphens, as missing-owner.`,
    );
  const files = filesOf(id);
  const there = Object.keys(files).filter((file) => existsSync(at(file)));
  if (there.length > 0) throw new CommandFailed(`There is such a rule already: ${there.join(', ')}`);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
    console.log(`wrote ${file}`);
  }
  writeFileSync(at(LIST), withRule(readFileSync(at(LIST), 'utf8'), id));
  runPackage('tsx/dist/cli.mjs', ['scripts/generate.mts']);
  console.log(`\nNow say in server/src/rules/${id}.ts what it finds, and in docs/rules/${id}.md why.`);
  console.log(
    `GOLDEN=write npm run test:unit -- test/server/rules writes what is found; read it before you commit.`,
  );
});

/** @param {string} id */
function nameOf(id) {
  return id.replace(/-[a-z]/g, (letter) => letter.slice(1).toUpperCase());
}

/**
 * The list with the rule at its place.
 * @param {string} list
 * @param {string} id
 */
function withRule(list, id) {
  const [head = '', ...lines] = list.trimEnd().split('\n');
  lines.push(`export { ${nameOf(id)} } from './${id}.ts';`);
  const path = (/** @type {string} */ line) => line.slice(line.indexOf("'./"));
  return `${[head, ...lines.sort((a, b) => (path(a) < path(b) ? -1 : 1))].join('\n')}\n`;
}

/**
 * @param {string} id
 * @returns {Record<string, string>}
 */
function filesOf(id) {
  return {
    [`server/src/rules/${id}.ts`]: `import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

export const ${nameOf(id)} = defineRule({
  id: '${id}',
  group: 'why-and-who',
  level: 'info',
  summary: 'An integration that is called as this rule.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration({ name }) {
    if (name.text !== '${id}') return;
    yield {
      at: name.at,
      message: \`\${shown(name.text)} is called as a rule, so nobody can tell what it is for. Give it a name of its own.\`,
    };
  },
});
`,
    [`test/server/rules/${id}/flags.golden`]: golden([
      `|   ${id}:`,
      `#   ${'^'.repeat(id.length)} info ${id}: ${id} is called as a rule, so nobody can tell what it is for. Give it a name of its own.`,
    ]),
    [`test/server/rules/${id}/silent.golden`]: golden(['|   shop-bot:']),
    [`docs/rules/${id}.md`]: pageOf(id),
  };
}

/** @param {readonly string[]} name */
function golden(name) {
  const lines = [
    'today: 2026-11-23',
    '',
    '| version: 1',
    '| organization: acme',
    '| review: { every: 90 days }',
    '|',
    '| integrations:',
    ...name,
    ...ENTRY.map((line) => `|     ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** @param {string} id */
function pageOf(id) {
  const example = (/** @type {string} */ name) =>
    ['integrations:', `  ${name}:`, ...ENTRY.map((line) => `    ${line}`)].join('\n');
  return `# ${id}

<!-- generated -->
<!-- /generated -->

## What it finds

An integration that is called as this rule.

## Why

Whoever reviews it has to know what it is for.

## Avoid

\`\`\`yaml avoid
${example(id)}
\`\`\`

## Prefer

\`\`\`yaml prefer
${example('shop-bot')}
\`\`\`

## Fix

None.

## When to accept it

While it is being renamed, with a date.
`;
}
