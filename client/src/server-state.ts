/** How the server is, in the words of our commands and of the status item. */
import { State, type BaseLanguageClient } from 'vscode-languageclient';

export type ServerState = 'starting' | 'running' | 'stopped';

/** The state of a client's server: what does not run and is not about to has stopped, be it for good or before its first start. */
export function serverState({ state }: BaseLanguageClient): ServerState {
  if (state === State.Running) return 'running';
  return state === State.Starting ? 'starting' : 'stopped';
}
