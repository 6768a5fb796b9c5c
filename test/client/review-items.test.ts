import { describe, expect, it, vi } from 'vitest';
import { reviewItem, type ReviewElement } from '../../client/src/review-items.ts';
import type { ReviewRow, ReviewState } from '../../server/src/review-protocol.ts';

vi.mock('vscode', async () => {
  class TreeItem {
    label: string;
    collapsibleState: number;
    constructor(label: string, collapsibleState = 0) {
      this.label = label;
      this.collapsibleState = collapsibleState;
    }
  }
  class ThemeColor {
    id: string;
    constructor(id: string) {
      this.id = id;
    }
  }
  class ThemeIcon {
    static readonly File = new ThemeIcon('file');
    id: string;
    color: ThemeColor | undefined;
    constructor(id: string, color?: ThemeColor) {
      this.id = id;
      this.color = color;
    }
  }
  return {
    ...(await import('./l10n.ts')),
    TreeItem,
    ThemeColor,
    ThemeIcon,
    TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
    Uri: { parse: (text: string) => text },
    workspace: { asRelativePath: (uri: string) => uri.replace('file:///acme/', '') },
  };
});

const ROW: ReviewRow = {
  uri: 'file:///acme/infra/sentry-permissions.yaml',
  id: '=release-bot',
  name: 'release-bot',
  state: 'overdue',
  summary: 'Never reviewed',
  owner: null,
  isNameShared: false,
};
const STATES: readonly ReviewState[] = ['overdue', 'stale', 'never', 'dueSoon', 'unknown', 'fine'];

const rowItem = (row: Partial<ReviewRow>): ReturnType<typeof reviewItem> =>
  reviewItem({ kind: 'integration', group: 'state/overdue', row: { ...ROW, ...row } });

describe('an integration', () => {
  it('has another icon in each state, and says it to who sees none', () => {
    const items = STATES.map((state) => rowItem({ state }));
    expect(new Set(items.map(({ iconPath }) => (iconPath as { id: string }).id)).size).toBe(STATES.length);
    expect(items[0]?.accessibilityInformation?.label).toBe(
      'release-bot, Overdue, Never reviewed, no owner, infra/sentry-permissions.yaml',
    );
    expect(new Set(items.map((item) => item.accessibilityInformation?.label)).size).toBe(STATES.length);
  });

  it('says its state once', () => {
    expect(rowItem({ state: 'never' }).accessibilityInformation?.label).toBe(
      'release-bot, Never reviewed, no owner, infra/sentry-permissions.yaml',
    );
  });

  it('names its file where another one has its name', () => {
    expect(rowItem({}).description).toBe('Never reviewed');
    expect(rowItem({ isNameShared: true }).description).toBe(
      'Never reviewed · infra/sentry-permissions.yaml',
    );
    expect(rowItem({ summary: null }).description).toBe('');
    expect(rowItem({ name: '' }).label).toBe('(blank)');
  });

  it('has one id in each group', () => {
    const id = (group: string): unknown => reviewItem({ kind: 'integration', group, row: ROW }).id;
    expect(id('state/fine')).not.toBe(id('state/overdue'));
    expect(rowItem({ id: '2=release-bot' }).id).not.toBe(rowItem({}).id);
  });
});

describe('a group', () => {
  const group = (over: Partial<Extract<ReviewElement, { kind: 'group' }>>): ReturnType<typeof reviewItem> =>
    reviewItem({
      kind: 'group',
      grouping: 'owner',
      group: { key: '', label: null, count: 3, overdue: 1 },
      isOpen: false,
      ...over,
    });

  it('says how many it has and how many of them are overdue', () => {
    expect(group({})).toMatchObject({
      label: 'No Owner',
      description: '3 · 1 overdue',
      collapsibleState: 1,
      accessibilityInformation: { label: 'No Owner, integrations: 3, overdue: 1' },
    });
    const iconOf = (overdue: number): unknown =>
      (group({ group: { key: '', label: null, count: 3, overdue } }).iconPath as { id: string }).id;
    expect([iconOf(1), iconOf(0)]).toEqual(['error', 'person']);
  });

  it('by state has the icon of the state, and need not say it twice', () => {
    const item = group({
      grouping: 'state',
      group: { key: 'overdue', label: null, count: 3, overdue: 3 },
      isOpen: true,
    });
    expect(item).toMatchObject({ label: 'Overdue', description: '3', collapsibleState: 2 });
    expect(item.iconPath).toEqual(rowItem({}).iconPath);
  });
});
