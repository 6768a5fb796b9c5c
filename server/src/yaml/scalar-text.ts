/** How a text is written as a YAML scalar. The YAML library decides whether plain is safe; we only ask it. */
import { Document } from 'yaml';
import { compose } from './compose.ts';

/** Where a scalar is written: inside brackets some plain texts are not safe that are in block style. */
export interface ScalarPlace {
  readonly flow: boolean;
}

/** `text` as one line of YAML that reads back as that string: plain where that is safe, else in quotes. */
export function scalarText(text: string, { flow }: ScalarPlace): string {
  const oneLine = text.replace(/(?<!\s)\s*[\r\n\u0085\u2028\u2029]+\s*/g, ' ').trim();
  const written = write(oneLine, flow, undefined);
  return readsBack(written, oneLine, flow) ? written : write(oneLine, flow, 'QUOTE_DOUBLE');
}

/** `text` in quotes, whether or not plain would do: for a value that was read as a text without them. */
export function quotedText(text: string, place: ScalarPlace): string {
  const written = scalarText(text, place);
  return /^["']/.test(written) ? written : write(text, place.flow, 'QUOTE_DOUBLE');
}

function write(text: string, flow: boolean, style: 'QUOTE_DOUBLE' | undefined): string {
  const document = new Document(flow ? [text] : { k: text });
  const options = {
    lineWidth: 0,
    singleQuote: false,
    blockQuote: false,
    ...(style ? { defaultStringType: style } : {}),
  } as const;
  if (!flow)
    return document
      .toString({ ...options, defaultKeyType: 'PLAIN' })
      .replace(/^k:\s/, '')
      .trimEnd();
  (document.contents as unknown as { flow: boolean }).flow = true;
  return document
    .toString({ ...options, flowCollectionPadding: false, collectionStyle: 'flow' })
    .trim()
    .slice(1, -1)
    .trim();
}

/** The library's word is checked: what it wrote is read again. */
function readsBack(written: string, text: string, flow: boolean): boolean {
  const { root, errors } = compose(`k: ${flow ? `[${written}]` : written}`);
  const value = root?.type === 'map' ? root.pairs[0]?.value : undefined;
  const node = flow && value?.type === 'sequence' ? value.items[0] : value;
  return errors.length === 0 && node?.type === 'scalar' && node.value === text && !written.includes('\n');
}
