/** How clients introduce themselves. */
import fc from 'fast-check';
import { ClientCommand } from '../../server/src/protocol.ts';
import { junk } from './messages.ts';

const capabilities = fc.record(
  {
    textDocument: fc.record(
      {
        diagnostic: fc.constant({}),
        completion: fc.constant({ completionItem: { snippetSupport: true } }),
        rename: fc.constant({ prepareSupport: true }),
        documentSymbol: fc.constant({ hierarchicalDocumentSymbolSupport: true }),
      },
      { requiredKeys: [] },
    ),
    workspace: fc.record(
      {
        configuration: fc.boolean(),
        workspaceFolders: fc.boolean(),
        diagnostics: fc.constant({ refreshSupport: true }),
        codeLens: fc.constant({ refreshSupport: true }),
        didChangeWatchedFiles: fc.constant({ dynamicRegistration: true }),
        didChangeConfiguration: fc.constant({ dynamicRegistration: true }),
        workspaceEdit: fc.constant({ snippetEditSupport: true }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** The params of `initialize`; a process id would have the server watch that process. */
export const introductions = fc.record(
  {
    processId: fc.constant(null),
    rootUri: fc.constantFrom(null, 'file:///project'),
    capabilities,
    initializationOptions: fc.oneof(
      fc.constant({ clientCommands: Object.values(ClientCommand) }),
      fc.record({ servesFiles: fc.boolean(), settings: junk, clientCommands: junk }, { requiredKeys: [] }),
      junk,
    ),
    workspaceFolders: fc.constantFrom(null, [{ uri: 'file:///project', name: 'project' }]),
  },
  { requiredKeys: ['processId', 'rootUri', 'capabilities'] },
);
