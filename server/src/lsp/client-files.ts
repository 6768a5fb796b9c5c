/** The manifests of the workspace as the client sees them, virtual file systems and excludes included. */
import type { Connection } from 'vscode-languageserver';
import { MAX_BYTES } from '../ports/files.ts';
import type { WorkspaceFiles } from '../ports/files.ts';
import { ListFilesRequest, ReadFileRequest } from '../protocol.ts';
import type { ReadFileAnswer, ReadFileParams } from '../protocol.ts';

/** Asks the client for every list and every text. */
export function clientFiles(
  connection: Connection,
  report: (what: string, error: unknown) => void,
): WorkspaceFiles {
  return {
    async list() {
      try {
        return await connection.sendRequest<readonly string[]>(ListFilesRequest);
      } catch (error) {
        report('listing manifests', error);
        return [];
      }
    },
    async read(uri) {
      try {
        const params: ReadFileParams = { uri, limit: MAX_BYTES };
        return await connection.sendRequest<ReadFileAnswer>(ReadFileRequest, params);
      } catch (error) {
        return { fault: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
