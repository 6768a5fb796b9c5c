/** Asks whose integrations a command is about. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ReviewTarget } from '../../server/src/protocol.ts';
import { OwnersRequest, type OwnersAnswer, type OwnersParams } from '../../server/src/review-protocol.ts';
import { askSurely } from './ask-server.ts';
import type { Questions } from './questions.ts';
import { hasFile } from './target.ts';

interface OwnerQuestion {
  readonly title: string;
  readonly target: ReviewTarget;
  /** Only those of whom something can be accepted. */
  readonly acceptable?: true;
  /** What is said where there are none. */
  readonly none: string;
}

/** The owner that the person chooses among those of the file, of which that at the cursor comes first; undefined for none. */
export async function chosenOwner(
  client: BaseLanguageClient,
  questions: Questions,
  { title, target, acceptable, none }: OwnerQuestion,
): Promise<string | undefined> {
  const { uri, position } = target;
  if (!(await hasFile(uri))) return undefined;
  const params: OwnersParams = { uri, ...(position && { position }), ...(acceptable && { acceptable }) };
  const owners = await askSurely<NonNullable<OwnersAnswer>>(client, {
    title,
    request: OwnersRequest,
    params,
  });
  if (!owners) return undefined;
  if (owners.length === 0) {
    void vscode.window.showWarningMessage(none);
    return undefined;
  }
  const items = owners.map(({ owner, integrations }) => ({
    label: owner,
    description: integrations.join(', '),
    owner,
  }));
  return (await questions.pick(title, items))?.owner;
}
