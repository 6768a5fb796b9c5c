/** What the client at the other end can do, as far as features differ by it. */
export interface Client {
  /** Commands that it carries out itself. */
  readonly commands: ReadonlySet<string>;
  /** Whether a text edit may hold a place for the person to fill in. */
  readonly snippetEdits: boolean;
  /** Whether a completion may. */
  readonly snippets: boolean;
  /** Start of the address of a rule's page; the rule's id and `documentationEnd` follow. */
  readonly documentationBase: string | undefined;
  readonly documentationEnd: string;
  /** Where it wants plain text: any other place shows Markdown. */
  readonly plain?: { readonly hover: boolean; readonly completion: boolean };
}

/** The page of a rule, where there is one to open. */
export function documentationOf(rule: string, client: Client): string | undefined {
  return client.documentationBase === undefined
    ? undefined
    : `${client.documentationBase}${rule}${client.documentationEnd}`;
}
