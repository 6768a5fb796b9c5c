/** The manifests of the workspace as the client sees them, virtual file systems and excludes included. */
import type { Connection } from 'vscode-languageserver';
import { MAX_BYTES } from '../ports/files.ts';
import type { ManifestText, WorkspaceFiles } from '../ports/files.ts';
import { ListFilesRequest, ReadFileRequest } from '../protocol.ts';
import type { ReadFileParams } from '../protocol.ts';

/** Asks the client for every list and every text. */
export function clientFiles(
  connection: Connection,
  report: (what: string, error: unknown) => void,
): WorkspaceFiles {
  return {
    async list() {
      try {
        const uris: unknown = await connection.sendRequest(ListFilesRequest);
        return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string') : [];
      } catch (error) {
        report('listing manifests', error);
        return [];
      }
    },
    async read(uri) {
      try {
        const params: ReadFileParams = { uri, limit: MAX_BYTES };
        return readAnswer(await connection.sendRequest(ReadFileRequest, params));
      } catch (error) {
        return { fault: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

function readAnswer(answer: unknown): ManifestText {
  if (typeof answer !== 'object' || answer === null) return { fault: 'the client gave no answer' };
  if ('text' in answer && typeof answer.text === 'string') return { text: answer.text };
  if ('missing' in answer) return { missing: true };
  return { fault: 'fault' in answer && typeof answer.fault === 'string' ? answer.fault : 'no reason given' };
}
