/** Which findings an exception covers, and which exceptions cover none. */
import type { Day } from '../manifest/dates.ts';
import type { Acceptance, Integration, ListItem } from '../manifest/model.ts';
import { acceptancesOf, hasEnded } from '../rules/acceptances.ts';
import type { Found, Rule } from '../rules/rule.ts';

/** Keeps, while the rules run over an integration that has exceptions, what becomes of them. */
export class Decisions {
  private readonly used = new Set<ListItem>();
  private readonly undecided = new Map<string, Set<ListItem | 'all'>>();
  private readonly decided = new Set<string>();
  /** Of the exceptions of the whole integration the one that decides, by its rule. */
  private readonly ofAll = new Map<string, Acceptance | undefined>();
  private holders: ReadonlyMap<ListItem, ListItem | undefined> | undefined;
  private readonly integration: Integration;
  private readonly today: Day;

  constructor(integration: Integration, today: Day) {
    this.integration = integration;
    this.today = today;
  }

  /** The rule ran over the integration. An exception from a rule that allows none is wrong for that reason alone. */
  ran(rule: Rule): void {
    if (rule.acceptable) this.decided.add(rule.id);
  }

  /** The rule could not say anything about the node. */
  lacksData(rule: Rule, node: ListItem | 'all'): void {
    const nodes = this.undecided.get(rule.id) ?? new Set();
    this.undecided.set(rule.id, nodes.add(node));
  }

  /** Whether an exception that still holds covers the finding; the nearest decides. */
  accepts(rule: Rule, found: Found): boolean {
    if (!rule.acceptable || found.unacceptable) return false;
    const own = (found.on as { accept?: readonly Acceptance[] } | undefined)?.accept ?? [];
    const nearest = this.deciding(own, rule) ?? this.decidingForAll(rule);
    if (!nearest) return false;
    this.used.add(nearest);
    return !hasEnded(nearest, this.today);
  }

  /** Of several in one place any that still holds will do. */
  private deciding(acceptances: readonly Acceptance[], { id }: Rule): Acceptance | undefined {
    const covering = acceptances.filter(({ rule }) => rule?.text === id);
    return covering.find((acceptance) => !hasEnded(acceptance, this.today)) ?? covering[0];
  }

  private decidingForAll(rule: Rule): Acceptance | undefined {
    if (!this.ofAll.has(rule.id)) this.ofAll.set(rule.id, this.deciding(this.integration.accept, rule));
    return this.ofAll.get(rule.id);
  }

  /** What became of the exception. */
  verdict(acceptance: ListItem): 'used' | 'unused' | 'undecided' {
    if (this.used.has(acceptance)) return 'used';
    const rule = (acceptance as Acceptance).rule?.text ?? '';
    if (!this.decided.has(rule) || this.integration.distrusted.length > 0) return 'undecided';
    const open = this.undecided.get(rule);
    if (!open) return 'unused';
    const holder = this.holderOf(acceptance);
    return open.has('all') || holder === undefined || open.has(holder) ? 'undecided' : 'unused';
  }

  /** The grant that the exception stands on; undefined where it covers the whole integration. */
  private holderOf(acceptance: ListItem): ListItem | undefined {
    this.holders ??= new Map(
      acceptancesOf(this.integration).map((held) => [held.acceptance, held.grant] as const),
    );
    return this.holders.get(acceptance);
  }
}
