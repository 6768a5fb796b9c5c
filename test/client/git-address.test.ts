import { expect, it, vi } from 'vitest';
import type { Uri } from 'vscode';
import { gitAddress } from '../../client/src/git-address.ts';

const git = vi.hoisted((): { own: unknown; repositories: unknown[] } => ({ own: null, repositories: [] }));
vi.mock('vscode', () => ({
  extensions: {
    getExtension: () => ({
      isActive: true,
      exports: {
        enabled: true,
        getAPI: () => ({ repositories: git.repositories, getRepository: () => git.own }),
      },
    }),
  },
}));

const repository = (local: string, own: string): unknown => ({
  getConfig: () => (local === '' ? Promise.reject(new Error('exit code 1')) : Promise.resolve(`${local}\n`)),
  getGlobalConfig: () => Promise.resolve(`${own}\n`),
});
const other = repository('other@acme.example', 'dana@acme.example');

it.each([
  [
    'that of the repository',
    repository('bot@acme.example', 'dana@acme.example'),
    [other],
    'bot@acme.example',
  ],
  ['your own where the repository has none', repository('', 'dana@acme.example'), [], 'dana@acme.example'],
  ['your own where the file is in no repository, by any that is open', null, [other], 'dana@acme.example'],
  ['none where no repository is open', null, [], undefined],
])('takes %s', async (_what, own, repositories, address) => {
  Object.assign(git, { own, repositories });
  expect(await gitAddress({} as Uri)).toBe(address);
});
