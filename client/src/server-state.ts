/** How the server is, in the words of our commands and of the status item. */
import { State, type BaseLanguageClient } from 'vscode-languageclient';

export type ServerState = 'starting' | 'running' | 'stopped';

export function serverState({ state }: BaseLanguageClient): ServerState {
  if (state === State.Running) return 'running';
  return state === State.Starting ? 'starting' : 'stopped';
}
