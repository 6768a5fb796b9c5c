import { describe, expect, it, vi } from 'vitest';
import { statusView, type StatusFacts } from '../../client/src/status-view.ts';

vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
}));

const FACTS: StatusFacts = {
  server: 'running',
  errors: 1,
  warnings: 2,
  notes: 3,
  tooLarge: false,
  otherSide: false,
  gone: false,
  catalogDate: '2026-08-16',
};

describe('statusView', () => {
  it('counts what is found, and names the catalogue', () => {
    expect(statusView(FACTS)).toMatchObject({
      text: 'Errors: 1, warnings: 2, infos and hints: 3',
      detail: 'Catalogue of 2026-08-16',
      severity: 0,
      busy: false,
      command: { command: 'workbench.actions.view.problems' },
    });
  });

  it('does without the date as long as it is not known', () => {
    expect(statusView({ ...FACTS, catalogDate: undefined }).detail).toBe('');
  });

  it('says of a file that is too large that it is not checked', () => {
    const view = statusView({ ...FACTS, tooLarge: true });
    expect(view).toMatchObject({ text: 'Too large to be checked', severity: 1 });
    expect(view.command).toMatchObject({ command: 'workbench.actions.view.problems' });
  });

  it('says of the other side of a comparison that it is not checked, instead of that nothing is found', () => {
    const view = statusView({ ...FACTS, errors: 0, warnings: 0, notes: 0, otherSide: true });
    expect(view).toMatchObject({ text: 'Not checked', detail: 'This is the other side of a comparison' });
    expect(view.command).toBeUndefined();
  });

  it('says of a file that is gone that it is not checked, and shows why', () => {
    const view = statusView({ ...FACTS, errors: 0, warnings: 0, notes: 0, gone: true });
    expect(view).toMatchObject({
      text: 'Not checked',
      detail: 'There is no such file any more',
      severity: 0,
    });
    expect(view.command).toMatchObject({ command: 'sentryPermissions.whyChecked' });
    expect(statusView({ ...FACTS, server: 'starting', gone: true }).text).toBe('Server is starting');
  });

  it('is busy while the server starts, and says nothing of findings', () => {
    const view = statusView({ ...FACTS, server: 'starting' });
    expect(view).toMatchObject({ busy: true, severity: 0 });
    expect(`${view.text}${view.detail ?? ''}`).not.toMatch(/\d/);
  });

  it('is an error with a way on where the server has stopped', () => {
    expect(statusView({ ...FACTS, server: 'stopped' })).toMatchObject({
      severity: 2,
      busy: false,
      command: { command: 'sentryPermissions.restartServer' },
    });
  });
});
