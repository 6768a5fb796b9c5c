/** A workflow for GitHub Actions that checks every manifest of a repository with this version of the program. */
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
    `      - run: npx --yes --package sentry-permissions-language-server@${version} sentry-permissions check --format github`,
    '',
  ].join('\n');
}
