import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import { formattingOf } from '../../../server/src/features/formatting.ts';
import type { FormattingRequest } from '../../../server/src/features/formatting.ts';
import { formatter } from '../../../server/src/formatter/formatter.ts';
import { commentsOf, sameContent } from '../../../server/src/yaml/same-content.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../support/manifests.ts';

const RUNS = { numRuns: 60 };

function documentOf(text: string): TextDocument {
  return TextDocument.create('file:///sentry-permissions.yaml', 'sentry-permissions', 1, text);
}

async function answerTo(text: string, request: FormattingRequest = { tabSize: 2 }) {
  return formattingOf(documentOf(text), formatter, request);
}

/** The text after formatting; fails where it was refused. */
async function formatted(text: string, request?: FormattingRequest): Promise<string> {
  const answer = await answerTo(text, request);
  if ('refused' in answer) throw new Error(answer.refused);
  return TextDocument.applyEdits(documentOf(text), answer.edits);
}

async function refusal(text: string): Promise<string | undefined> {
  const answer = await answerTo(text);
  return 'refused' in answer ? answer.refused : undefined;
}

const UNTIDY = `version:   1
integrations:
    bot:   # the bot
        kind:    service
        purpose: Reads what it needs
`;

describe('formatting', () => {
  it('tidies spaces and indent, and keeps comments', async () => {
    expect(await formatted(UNTIDY)).toBe(`version: 1
integrations:
  bot: # the bot
    kind: service
    purpose: Reads what it needs
`);
  });

  it('indents by the size of a tab that the editor has', async () => {
    expect(await formatted('a:\n  b: 1\n', { tabSize: 4 })).toBe('a:\n    b: 1\n');
  });

  it('leaves what is tidy alone', async () => {
    expect(await answerTo(await formatted(UNTIDY))).toEqual({ edits: [] });
  });

  it('leaves nothing to do for a second time where a comment stands in braces', async () => {
    const once = await formatted(
      'a: {\n  b: { c: "a text that is too long for one line", d: another }, # why\n  e: [{ f: "one more, so that the line is full" }],\n}\n',
    );
    expect(once).toContain('# why');
    expect(await answerTo(once)).toEqual({ edits: [] });
  });

  it('changes the lines that need it and no other', async () => {
    const answer = await answerTo('version: 1\norganization:   acme\nintegrations: {}\n');
    expect(answer).toEqual({
      edits: [
        {
          range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } },
          newText: 'organization: acme\n',
        },
      ],
    });
  });

  it('ends the file with one line end', async () => {
    expect(await formatted('version: 1')).toBe('version: 1\n');
    expect(await formatted('version: 1\n\n\n')).toBe('version: 1\n');
  });

  it('keeps CRLF and a byte order mark', async () => {
    expect(await formatted('\uFEFFversion:  1\r\norganization:  acme\r\n')).toBe(
      '\uFEFFversion: 1\r\norganization: acme\r\n',
    );
  });

  it('wraps no prose', async () => {
    const long = 'word '.repeat(60).trim();
    const text = `purpose: ${long}\nfolded: >-\n  ${long}\n  and more\n`;
    expect(await formatted(text)).toBe(text);
  });

  it('keeps anchors and aliases', async () => {
    expect(await formatted('a:  &x [1]\nb:   *x\n')).toBe('a: &x [1]\nb: *x\n');
  });

  it.each([
    ['a: [1\n', 'syntax error'],
    [FAULTY, 'syntax error'],
    ['%YAML 1.2\n---\na:  1\n', 'directive'],
    ['a:  1\n---\nb:  2\n', 'more than one document'],
  ])('refuses %j', async (text, why) => {
    expect(await refusal(text)).toContain(why);
  });

  it('refuses where the formatter would lose something', async () => {
    const careless = { ...formatter, format: () => Promise.resolve('a: 1\n') };
    for (const text of ['a: 1  # why\n', 'a: "1"\n', 'a: &x 1\n', 'a: 1\nb: 2\n'])
      expect(await formattingOf(documentOf(text), careless, { tabSize: 2 })).toHaveProperty('refused');
  });

  it('a range changes its own lines only', async () => {
    const text =
      'version:  1\norganization:  acme\nserver: https://sentry.acme.example\nintegrations:   {}\n';
    const range = { start: { line: 3, character: 2 }, end: { line: 4, character: 0 } };
    expect(await formatted(text, { tabSize: 2, range })).toBe(text.replace(':   {}', ': {}'));
  });

  it('changes no value, loses no comment and has nothing left to do', async () => {
    await fc.assert(
      fc.asyncProperty(manifests, fc.constantFrom(2, 4), async (text, tabSize) => {
        const answer = await answerTo(text, { tabSize });
        // A manifest of ours may hold what YAML forbids; then nothing happens.
        if ('refused' in answer) return;
        const after = TextDocument.applyEdits(documentOf(text), answer.edits);
        expect(sameContent(text, after)).toBe(true);
        expect(commentsOf(after)).toEqual(commentsOf(text));
        expect(await formatted(after, { tabSize })).toBe(after);
      }),
      RUNS,
    );
  });

  it('formats the well-formed manifests', async () => {
    await fc.assert(
      fc.asyncProperty(manifests, async (text) => {
        expect(await refusal(text)).toBeUndefined();
      }),
      RUNS,
    );
  });

  it('never rejects, whatever is in the file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(EXAMPLE, FAULTY, UNTIDY), damages, async (text, changes) => {
        const source = damaged(text, changes);
        const answer = await answerTo(source);
        if ('edits' in answer && answer.edits.length > 0)
          expect(sameContent(source, TextDocument.applyEdits(documentOf(source), answer.edits))).toBe(true);
      }),
      RUNS,
    );
  });
});
