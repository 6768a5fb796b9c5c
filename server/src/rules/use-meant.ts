/** What a person most likely means by a use that the catalogue does not know. */
import { isParameter, operationsAtPath, parseOperation } from '../catalog/operation-match.ts';
import type { WrittenOperation } from '../catalog/operation-match.ts';
import { allOperations } from '../catalog/operations.ts';
import { requestsIn } from '../catalog/pasted-request.ts';
import {
  commandAtStart,
  commandNearStart,
  commandsBelow,
  commandWords,
  isChain,
  mostWords,
} from '../catalog/tool-match.ts';
import { allTools, toolNamed } from '../catalog/tools.ts';
import { webhookNamed } from '../catalog/webhooks.ts';
import { useNamed } from '../privilege/requirement.ts';
import { distanceTo, nearest } from './nearest.ts';
import { counted, joined, shown } from './wording.ts';

export interface Meant {
  /** What to do, for the message. */
  readonly advice: string;
  /** What may be written in its place; more than one where the person has to choose. */
  readonly instead: readonly string[];
}

/** More to choose from than this helps nobody. */
const MAX_CHOICES = 12;

/** What the person most likely means; {@link UNKNOWN} where that cannot be told. */
export function useMeant(written: string): Meant {
  const request = parseOperation(written.replace(WITHOUT_SLASH, '$&/'));
  if (request) return requestMeant(request, written) ?? NO_SUCH_OPERATION;
  if (isSeveral(written)) return EACH_OF_ITS_OWN;
  return pastedMeant(written) ?? webhookMeant(written) ?? commandMeant(written) ?? UNKNOWN;
}

const EACH_OF_ITS_OWN: Meant = {
  advice: 'Write each command as a use of its own, without its arguments.',
  instead: [],
};

/** What people write between two commands. */
const BETWEEN = /&&|\|\|?|;|[\n\r]|,\s|\s\+\s/;

/** Whether it names more than one thing that the catalogue knows: the first of them would not stand for the others. */
function isSeveral(written: string): boolean {
  const parts = written.split(BETWEEN).filter((part) => part.trim() !== '');
  return parts.length > 1 && parts.filter(isKnownStart).length > 1;
}

function isKnownStart(part: string): boolean {
  return (
    useNamed(part.trim()) !== undefined ||
    requestsIn(part).length > 0 ||
    commandAtStart(commandWords(part)) !== undefined ||
    managedBy(part) !== undefined
  );
}

/** A method whose path lacks its first slash. */
const WITHOUT_SLASH =
  /^\s*(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+(?=(?:api\/0|organizations|projects|teams|issues)\/)/i;

/** Where nobody can tell what a use means. */
export const UNKNOWN: Meant = {
  advice:
    'Write an operation (“GET /organizations/{organization_id_or_slug}/projects/”) or a command (“sentry-cli releases new”).',
  instead: [],
};

/** Where an operation is written as one is, and the catalogue has none like it. */
const NO_SUCH_OPERATION: Meant = {
  advice:
    'It may be newer than the catalogue, or no part of Sentry’s web API: completion and “sentry-permissions list uses” name those that are known.',
  instead: [],
};

/** What Sentry sends is not what the integration does. */
function webhookMeant(written: string): Meant | undefined {
  return webhookNamed(written.trim())
    ? { advice: 'It is a webhook, which Sentry sends: list it under “webhooks”.', instead: [] }
    : undefined;
}

function didYouMean(...instead: readonly string[]): Meant {
  return { advice: `Did you mean ${joined(instead.map(quoted), 'or')}?`, instead };
}

function quoted(text: string): string {
  return `“${shown(text)}”`;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A method and a path: another method, or a slip in one of the path's own words. */
function requestMeant(request: WrittenOperation, written?: string): Meant | undefined {
  const { path } = request;
  const whole = `${request.method} ${path}`;
  if (written !== undefined && parseOperation(written) === undefined && useNamed(whole))
    return didYouMean(whole);
  const there = new Set(operationsAtPath(request).map(({ method }) => method));
  const methods = METHODS.filter((method) => there.has(method));
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (there.has(method))
    return {
      advice: `Sentry answers HEAD as it does GET, so write ${quoted(`GET ${path}`)}.`,
      instead: [`GET ${path}`],
    };
  if (methods.length > 0)
    return {
      advice: `At this path there ${methods.length > 1 ? 'are' : 'is'} ${joined(methods)}.`,
      instead: methods.map((other) => `${other} ${path}`),
    };
  const near = nearestPaths({ ...request, method });
  return near.length > 0 ? didYouMean(...near.map((path) => `${method} ${path}`)) : undefined;
}

/** The path with its own words put right, and everything else as it was written; several where none is nearest. */
function nearestPaths({ method, segments, path }: WrittenOperation): string[] {
  let best: { distance: number; paths: Set<string> } | undefined;
  for (const operation of allOperations()) {
    if (operation.method !== method) continue;
    const own = parseOperation(`${operation.method} ${operation.path}`)?.segments ?? [];
    const distance = distanceOf(segments, own);
    if (distance === undefined || (best && distance > best.distance)) continue;
    if (!best || distance < best.distance) best = { distance, paths: new Set() };
    best.paths.add(withWordsOf(path, segments, own));
  }
  // Where many are as near, none of them is what was meant.
  return best && best.paths.size <= 3 ? [...best.paths] : [];
}

function distanceOf(segments: readonly string[], own: readonly string[]): number | undefined {
  if (segments.length !== own.length) return undefined;
  let sum = 0;
  for (const [i, word] of own.entries()) {
    const segment = segments[i] ?? '';
    if (isParameter(word) || segment === word) continue;
    const distance = isParameter(segment) ? undefined : distanceTo(word, segment);
    if (distance === undefined) return undefined;
    sum += distance;
  }
  return sum;
}

function withWordsOf(path: string, segments: readonly string[], own: readonly string[]): string {
  const parts = path.split('/');
  const places = parts.flatMap((part, i) => (part === '' ? [] : [i])).slice(-segments.length);
  for (const [i, place] of places.entries()) {
    const word = own[i] ?? '';
    if (!isParameter(word)) parts[place] = word;
  }
  return parts.join('/');
}

/** A pasted `curl` command or address. */
function pastedMeant(written: string): Meant | undefined {
  const requests = requestsIn(written);
  const known = requests.filter((request) => useNamed(request) !== undefined);
  if (known.length > 0)
    return {
      advice: `Write the method and the path alone: ${joined(known.map(quoted), 'or')}.`,
      instead: known,
    };
  const [only] = requests;
  const request = only === undefined ? undefined : parseOperation(only);
  return request && requestMeant(request);
}

/** What Terraform reads without managing it: `data.sentry_project`. */
const DATA_SOURCE = /^\s*(?:terraform\s+)?data(?:\.|\s+)"?sentry_/i;

const READS_INSTEAD: Meant = {
  advice:
    'The catalogue has no data sources of Terraform: write the operations that they read, such as “GET /organizations/{organization_id_or_slug}/projects/”.',
  instead: [],
};

/** A resource of Terraform as its configuration names it: `resource "sentry_team" "shop"`, `sentry_team.shop`. */
const RESOURCE = /^\s*(?:terraform\s+)?(?:resource\s+)?"?(sentry_\w+)/i;

/** The command of the catalogue that stands for a resource of Terraform. */
function managedBy(written: string): string | undefined {
  const [, resource] = RESOURCE.exec(written) ?? [];
  const managed = resource === undefined ? undefined : `terraform ${resource.toLowerCase()}`;
  return managed !== undefined && toolNamed(managed) ? managed : undefined;
}

/** As in “@sentry/webpack-plugin with setCommits”. */
const WITH = /\swith\s/;

function commandMeant(written: string): Meant | undefined {
  // A resource of the same name changes what the data source only reads.
  if (DATA_SOURCE.test(written)) return READS_INSTEAD;
  const managed = managedBy(written);
  if (managed !== undefined) return didYouMean(managed);
  const words = commandWords(written.replace(WITH, ' '));
  const command = commandAtStart(words);
  if (command !== undefined && isWhole(words)) return didYouMean(command);
  if (command !== undefined)
    return isChain(written)
      ? EACH_OF_ITS_OWN
      : { advice: `It is ${quoted(command)} with arguments: write the command alone.`, instead: [command] };
  const group = groupOf(words);
  if (group?.length === words.length) return groupMeant(group);
  const near = commandNearStart(words, slipIn);
  if (near !== undefined) return didYouMean(near);
  if (group && group.length > 1) return groupMeant(group);
  // What all commands of a program begin with says nothing of which is nearest.
  const start = group ? `${group.join(' ')} ` : '';
  const names = group ? commandsBelow(group) : allTools().map(({ name }) => name);
  const rest = words.slice(group?.length ?? 0);
  // Of as many words each would have been near: “orgs list” is no slip for “logs list”.
  const rests = names
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .filter((name) => name.split(' ').length !== rest.length);
  const meant = nearest(rest.join(' '), rests);
  return meant === undefined ? undefined : didYouMean(start + meant);
}

/** How far a word is from that of a command. What all resources of Terraform begin with says nothing of which is meant. */
function slipIn(written: string, word: string): number | undefined {
  const start = [written, word].every((text) => text.startsWith('sentry_')) ? 'sentry_'.length : 0;
  return distanceTo(word.slice(start), written.slice(start));
}

/** Whether the words are a command and nothing more, if spelled otherwise. */
function isWhole(words: readonly string[]): boolean {
  const text = words.join(' ').toLowerCase();
  return allTools().some(({ name, aliases }) => [name, ...aliases].some((own) => own.toLowerCase() === text));
}

/** The longest beginning of the words that is also the beginning of a command. */
function groupOf(words: readonly string[]): readonly string[] | undefined {
  for (let count = Math.min(words.length, mostWords()); count > 0; count--) {
    const start = words.slice(0, count);
    if (commandsBelow(start).length > 0) return start;
  }
  return undefined;
}

/** The commands below a beginning that they share: which one is meant only the person knows. */
function groupMeant(group: readonly string[]): Meant {
  const names = commandsBelow(group);
  const start = group.join(' ');
  // Where only other spellings begin so, the names do not go on from there.
  if (names.length === 1 || !names.every((name) => name.startsWith(`${start} `))) return didYouMean(...names);
  const rests = names.map((name) => name.slice(start.length + 1));
  const more = names.length - MAX_CHOICES;
  return {
    advice: `${quoted(start)} is a group of commands: go on with ${joined(more > 0 ? [...rests.slice(0, MAX_CHOICES), counted(more, 'other')] : rests, 'or')}.`,
    instead: more > 0 ? [] : names,
  };
}
