/** Which requests a command line of `curl` makes: the methods and the addresses of it, never a header or a body. */

export interface CurlRequest {
  /** In capitals; empty where the option for it has no value. */
  readonly method: string;
  /** What is no option and no value of one, as it is written: the addresses, and whatever somebody wrote behind the command. */
  readonly addresses: readonly string[];
}

/** A run of blanks, an escaped sign, a text in quotes of any of the three sorts, or signs that mean themselves. */
const PIECE =
  /(\s+|\\\s\s*)|\\(\S)|"((?:[^"\\]|\\[\s\S])*)"|\$'((?:[^'\\]|\\[\s\S])*)'|'([^']*)'|([^\s"'\\$]+|\$)|["'\\]/y;

/** The words of a command line, out of their quotes. Its lines may be one, and a quote that nobody closes is passed over. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  PIECE.lastIndex = 0;
  for (let piece = PIECE.exec(text); piece; piece = PIECE.exec(text)) {
    const [, blank, escaped, double, ansi, single, plain] = piece;
    if (blank !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      const quoted = (double ?? ansi)?.replace(/\\([\s\S])/g, '$1') ?? single;
      word = (word ?? '') + (escaped ?? quoted ?? plain ?? '');
    }
  }
  return word === undefined ? words : [...words, word];
}

/** The short options that take a value, behind them or as the next word. Source: `curl --help all`. */
const VALUED = /[AbcCdDeEFHKmoPQrtTuUwxXyYz]/;

/** The long options that count here, or whose value may look like an address or an option, as a short one of the same effect. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['request', 'X'],
  ['get', 'G'],
  ['head', 'I'],
  ['upload-file', 'T'],
  ['form', 'F'],
  ['form-string', 'F'],
  ...['data', 'data-ascii', 'data-binary', 'data-raw', 'data-urlencode', 'json'].map(
    (name) => [name, 'd'] as const,
  ),
  ['header', 'H'],
  ['user', 'u'],
  ['user-agent', 'A'],
  ['referer', 'e'],
  ['output', 'o'],
  ['write-out', 'w'],
  ['cookie', 'b'],
  ['cookie-jar', 'c'],
  ['config', 'K'],
  ['proxy', 'x'],
  ['preproxy', 'x'],
  ['proxy-header', 'H'],
  ['proxy-user', 'U'],
  ['oauth2-bearer', 'u'],
  ['url-query', 'H'],
]);

interface Options {
  /** As short ones; `url` is left out, and so are other long ones. */
  readonly names: string;
  /** What the last of them does with its value, if it takes one. */
  readonly takes: 'method' | 'address' | 'other' | undefined;
  /** The value that is written in the same word. */
  readonly value: string | undefined;
}

/** The options of a word that begins with a hyphen: a long one, or any number of short ones of which the last may take a value. */
function optionsIn(word: string): Options {
  if (word.startsWith('--')) {
    const [, long = '', value] = /^--(?:expand-)?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (long === 'url') return { names: '', takes: 'address', value };
    const name = SHORT.get(long) ?? '';
    return { names: name, takes: takenBy(name), value };
  }
  const last = word.search(VALUED);
  if (last < 0) return { names: word.slice(1), takes: undefined, value: undefined };
  const value = word.slice(last + 1);
  return {
    names: word.slice(1, last + 1),
    takes: takenBy(word.charAt(last)),
    value: value === '' ? undefined : value,
  };
}

function takenBy(name: string): Options['takes'] {
  if (name === 'X') return 'method';
  return VALUED.test(name) ? 'other' : undefined;
}

/** What ends a command in a shell. */
const ENDS = new Set(['|', '||', '&&', '&', ';']);

/** What begins another request on the same command line. */
const NEXT = new Set(['--next', '-:']);

/** The requests of a command line, from the words behind `curl` on. Never throws. */
export function curlRequests(words: readonly string[]): CurlRequest[] {
  const requests: CurlRequest[] = [];
  let named: string | undefined;
  let options = new Set<string>();
  let addresses: string[] = [];
  const end = (): void => {
    requests.push({ method: (named ?? impliedMethod(options)).toUpperCase(), addresses });
    [named, options, addresses] = [undefined, new Set(), []];
  };
  const rest = words.values();
  for (const word of rest) {
    if (ENDS.has(word)) break;
    if (NEXT.has(word)) end();
    else if (word.length < 2 || !word.startsWith('-')) addresses.push(word);
    else {
      const { names, takes, value: attached } = optionsIn(word);
      for (const name of names) options.add(name);
      if (takes === undefined) continue;
      const value = attached ?? rest.next().value ?? '';
      // The last one counts.
      if (takes === 'method') named = value.replace(/^=/, '');
      if (takes === 'address') addresses.push(value);
    }
  }
  end();
  return requests;
}

/** By which method `curl` asks where nobody names one. */
function impliedMethod(options: ReadonlySet<string>): string {
  if (options.has('I')) return 'HEAD';
  if (options.has('G')) return 'GET';
  if (options.has('T')) return 'PUT';
  return options.has('d') || options.has('F') ? 'POST' : 'GET';
}
