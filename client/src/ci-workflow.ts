/**
 * A workflow for GitHub Actions that checks every manifest of a repository with this version of the program. It is of plain characters
 * alone: VS Code frames all others in a folder that nobody trusts yet.
 */
export function ciWorkflow(version: string): string {
  return [
    '# Save it as .github/workflows/sentry-permissions.yml.',
    'name: Sentry permissions',
    'on:',
    '  pull_request:',
    '  # A review can fall due in a file that nobody touches.',
    "  schedule: [{ cron: '0 6 * * 1' }]",
    'permissions: { contents: read }',
    'jobs:',
    '  check:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '        with: { persist-credentials: false }',
    '      # In a clone of Sentry Permissions, "npm ci" and "npm run package:server" make this file. Commit it here, and put its path below.',
    '      # Do not install the program by its name: the package is in no registry yet, so somebody else may hold that name.',
    `      - run: npm install --global --offline ./tools/sentry-permissions-language-server-${version}.tgz`,
    '      - run: sentry-permissions check --format github',
    '',
  ].join('\n');
}
