/** What an integration can say that it does: the commands of known tools and the operations of Sentry's web API. */
import { longPath, shortPath } from '../../catalog/operation-row.ts';
import { allOperations } from '../../catalog/operations.ts';
import type { Operation } from '../../catalog/operations.ts';
import { allTools } from '../../catalog/tools.ts';
import { useNamed } from '../../privilege/requirement.ts';
import { CompletionKind } from './proposal.ts';
import type { Proposal } from './proposal.ts';

/** A use before it is written as YAML needs it. */
export type UseProposal = Omit<Proposal, 'text'>;

/** Commands first, then documented operations, then the others; those that `there` names by any spelling are left out. */
export function useProposals(there: Iterable<string>): UseProposal[] {
  const taken = new Set([...there].map((written) => useNamed(written)?.name));
  return allProposals().filter(({ label }) => !taken.has(label));
}

/** A person may type it or leave it out; both find the operation. */
const PREFIX = longPath('');

let proposals: readonly UseProposal[] | undefined;

function allProposals(): readonly UseProposal[] {
  proposals ??= [
    ...allTools().map(({ name, aliases, operations }) => ({
      label: name,
      kind: CompletionKind.Value,
      detail: operations.length > 0 ? `command · ${counted(operations.length)}` : 'command',
      short: 'command',
      filterText: [name, ...aliases].join(' '),
      documentationKey: { type: 'use', id: name } as const,
      group: 1,
    })),
    ...allOperations().map(operationProposal),
  ];
  return proposals;
}

function operationProposal(operation: Operation): UseProposal {
  const { method, path, title, documented } = operation;
  const name = `${method} ${path}`;
  const short = `${method} ${shortPath(path)}`;
  return {
    label: name,
    // What tells one from another stands at the end, and lists cut that off.
    shown: short,
    kind: CompletionKind.Value,
    detail: documented ? title : `${title} · undocumented`,
    // Editors look at the beginning of a long text only, and nobody types the whole names of parameters.
    filterText: `${method} ${PREFIX}${shortPath(path)} ${title}`,
    documentationKey: { type: 'use', id: name },
    group: documented ? 2 : 3,
  };
}

function counted(operations: number): string {
  return operations === 1 ? 'one operation' : `${String(operations)} operations`;
}
