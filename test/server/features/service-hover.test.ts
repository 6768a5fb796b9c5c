/** Hover and completion through the door that editors use. */
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { featuresOf } from '../../../server/src/catalog/service-features.ts';
import { allServices } from '../../../server/src/catalog/services.ts';
import { createService } from '../../../server/src/service.ts';
import type { Client } from '../../../server/src/service.ts';
import { atMark, entry, TODAY } from './cursor.ts';

const CLIENT: Client = {
  commands: new Set(),
  snippetEdits: false,
  snippets: false,
  documentationBase: 'https://pages.example/',
  documentationEnd: '',
};

const service = createService({ today: () => TODAY });
let version = 0;

function open(marked: string): { document: TextDocument; offset: number } {
  const { text, offset } = atMark(marked);
  return { document: TextDocument.create('file:///a.yaml', 'sentry-permissions', offset, text), offset };
}

describe('the service', () => {
  it('ends a hover with the way on from what it found there', () => {
    const { document, offset } = open(entry('    scopes:\n      - scope: org:ad‸min\n'));
    const hover = service.hover(document, document.positionAt(offset), CLIENT);
    expect(JSON.stringify(hover?.contents)).toContain('[Rule page](https://pages.example/broad-scope)');
    const [start, end] = [hover?.range?.start, hover?.range?.end];
    expect(start && end && document.getText({ start, end })).toBe('org:admin');
  });

  it('shows a rule’s level beside its name, and its page once it is looked at', () => {
    const { document, offset } = open(
      entry('    scopes: [{ scope: org:admin, rationale: x }]\n    accept: [{ rule: ‸ }]\n'),
    );
    const { items } = service.completions(document, document.positionAt(offset), CLIENT);
    const item = items.find(({ label }) => label === 'broad-scope');
    expect(item?.labelDetails?.description).toBe('found here · error');
    expect(item?.documentation).toBeUndefined();
    const resolved = item && service.resolveCompletion(item, CLIENT);
    expect(JSON.stringify(resolved?.documentation)).toContain('https://pages.example/broad-scope');
  });

  it('offers whole entries as plain text to a client without snippets', () => {
    const { document, offset } = open('version: 1\nintegrations:\n  ‸\n');
    const position = document.positionAt(offset);
    const [plain] = service.completions(document, position, CLIENT).items;
    expect(plain?.insertTextFormat).toBeUndefined();
    expect(JSON.stringify(plain?.textEdit)).not.toMatch(/\$|\\u000/);
    const [snippet] = service.completions(document, position, { ...CLIENT, snippets: true }).items;
    expect(snippet?.insertTextFormat).toBe(2);
  });
});

describe.each(allServices())('the hovers of $key', (known) => {
  const { key, docs, providerDocs, settings, permissions, confidence, stage } = known;
  const features = featuresOf(known);
  const hoverOf = (marked: string): string => {
    const { text, offset } = atMark(marked);
    const document = TextDocument.create(`file:///${key}.yaml`, 'sentry-permissions', ++version, text);
    return JSON.stringify(service.hover(document, document.positionAt(offset), CLIENT)?.contents);
  };
  const around = (rest: string): string =>
    `version: 1\nintegrations:\n  it:\n    kind: service\n    service: ${key}\n${rest}`;

  it('lead to both sides, and to what is worth setting there', () => {
    const hover = hoverOf(around('').replace(`service: ${key}`, `service: ‸${key}`));
    for (const page of [docs, providerDocs, ...settings.map(({ source }) => source)])
      expect(hover).toContain(`](${page})`);
    expect(hover.split('\\n- ')).toHaveLength(settings.length + 1);
  });

  it('say how sure the catalogue is, and what is beta', () => {
    const service = around('').replace(`service: ${key}`, `service: ‸${key}`);
    const hovers = [hoverOf(service), hoverOf(around(`    features: [‸${features[0]?.name ?? ''}]\n`))];
    for (const { name } of permissions.slice(0, 1))
      hovers.push(hoverOf(around(`    permissions:\n      - permission: ‸${JSON.stringify(name)}\n`)));
    for (const hover of hovers) expect(hover).toContain(`How sure: ${confidence}`);
    expect(hovers[0]?.includes('in beta')).toBe(stage === 'beta');
  });

  it('say of a permission what Sentry does with it, and lead to both sides', () => {
    for (const { name, does } of permissions) {
      const hover = hoverOf(around(`    permissions:\n      - permission: ‸${JSON.stringify(name)}\n`));
      expect(hover).toContain(does.split(/[\d_*`’']/)[0]);
      for (const page of [docs, providerDocs]) expect(hover).toContain(`](${page})`);
    }
  });
});

describe('the hovers of a service, by whose app it is,', () => {
  const hoverOf = (server: string, rest: string): string => {
    const { text, offset } = atMark(
      `version: 1\nserver: ${server}\nintegrations:\n  chat:\n    kind: service\n${rest}`,
    );
    const document = TextDocument.create('file:///slack.yaml', 'sentry-permissions', ++version, text);
    return JSON.stringify(service.hover(document, document.positionAt(offset), CLIENT)?.contents);
  };

  it.each(['    service: sla‸ck\n', '    service: slack\n    limited‸To: []\n'])(
    'name the limit only where the app can have it: %j',
    (rest) => {
      expect(hoverOf('https://sentry.io', rest)).not.toContain('that the bot is invited to');
      expect(hoverOf('https://sentry.acme.example', rest)).toContain('that the bot is invited to');
    },
  );

  it('say of which app a permission is known', () => {
    const email = '    service: github\n    permissions:\n      - permission: Email ad‸dresses\n';
    const features = '    features: [commits]\n';
    for (const server of ['https://sentry.io', 'https://sentry.acme.example']) {
      const hover = hoverOf(server, features + email);
      expect(hover).toContain('of its own app that is not known');
      const needed = 'No declared feature of this integration needs it';
      if (server === 'https://sentry.io') expect(hover).not.toContain(needed);
      else expect(hover).toContain(needed);
    }
    const own = '    service: git‸hub\n';
    expect(hoverOf('https://sentry.io', own)).toContain(
      'Sentry asks for 9 permissions, 2 of them broad, and of an app of one’s own for 1 more.',
    );
    expect(hoverOf('https://sentry.acme.example', own)).toContain('Sentry asks for 10 permissions');
    const key = '    service: github\n    permis‸sions: []\n';
    expect(hoverOf('https://sentry.io', key)).not.toContain('Email addresses');
    const signOn = '    service: github\n    features: [github-sign‸-on]\n    permissions: []\n';
    expect(hoverOf('https://sentry.io', signOn)).toContain('**Not listed here:** `Members (read)`.');
    expect(hoverOf('https://sentry.acme.example', signOn)).toContain('`Email addresses (read)`.');
  });

  it('say only of what is surely known in bold that nothing needs it', () => {
    const unused = (key: string): string =>
      hoverOf(
        'https://sentry.acme.example',
        `    service: ${key}\n    features: [commits]\n    permissions:\n      - permission: Mem‸bers\n`,
      );
    expect(unused('github')).toContain('**No declared feature of this integration needs it.**');
    expect(unused('github_enterprise')).toContain(
      'No declared feature of this integration is known to need it.',
    );
    expect(unused('github_enterprise')).not.toContain('**No declared');
  });
});
