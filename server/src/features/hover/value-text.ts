/** The text on a value, by what the format says that it is. */
import { manifestShape } from '../../manifest/format.ts';
import type { Shape } from '../../manifest/shape.ts';
import { textAt } from '../../manifest/value.ts';
import { closure } from '../../privilege/implication.ts';
import { receivesWebhooks } from '../../rules/declared-uses.ts';
import { paragraphs } from '../markdown.ts';
import { heldScopes } from '../served-by.ts';
import { keyNeed, keyOf } from './about.ts';
import type { About } from './about.ts';
import { dateMarkdown } from './date-text.ts';
import { digestMarkdown } from './digest-text.ts';
import { keyMarkdown, kindMarkdown, wordMarkdown } from './key-text.ts';
import { needMarkdown } from './need-text.ts';
import {
  accessMarkdown,
  featureMarkdown,
  permissionMarkdown,
  serviceMarkdown,
  webhookMarkdown,
} from './other-text.ts';
import { organizationMarkdown, serverMarkdown } from './place-text.ts';
import { levelText, ruleMarkdown } from './rule-text.ts';
import { scopeMarkdown } from './scope-text.ts';
import { featureLackMarkdown, permissionNeedMarkdown } from './service-need-text.ts';
import { spanMarkdown } from './span-text.ts';
import { useMarkdown } from './use-text.ts';

/** The text on what is written as a value of that shape; undefined where nothing is known. */
export function valueMarkdown(text: string, shape: Shape, about: About): string | undefined {
  const key = keyOf(about);
  switch (shape.type) {
    case 'choice':
      return key === 'kind' ? kindMarkdown(text) : wordMarkdown(text, shape.values, levelText(key));
    case 'literal':
      return about.shape && keyMarkdown(key, about.shape, keyNeed(about));
    case 'text':
      break;
    default:
      return undefined;
  }
  const { integration } = about;
  switch (shape.format) {
    case 'scope': {
      const known = scopeMarkdown(text);
      return known && paragraphs(known, integration && needMarkdown(text, integration, about.today));
    }
    case 'date':
      return dateMarkdown(text, about);
    case 'span':
      return spanMarkdown(text, about);
    case 'webhook': {
      if (!integration || receivesWebhooks(integration)) return webhookMarkdown(text, held(about));
      const known = webhookMarkdown(text);
      return known && paragraphs(known, SENT_TO_OTHERS);
    }
    case 'service':
      return serviceMarkdown(text, about.manifest.file.server?.text);
    case 'rule':
      return ruleMarkdown(text, about.pageLink, levelSet(text, about));
    case 'digest':
      return digestMarkdown(text, integration, about.map, about.today);
    default:
      return freeMarkdown(text, about);
  }
}

function freeMarkdown(text: string, about: About): string | undefined {
  const { integration, manifest } = about;
  const service = integration?.service?.text ?? '';
  switch (about.path.join('/')) {
    case 'organization':
      return organizationMarkdown(text, manifest.file.server?.text);
    case 'server':
      return serverMarkdown(text);
    case 'permissions/permission': {
      const known = permissionMarkdown(service, text);
      return known && paragraphs(known, integration && permissionNeedMarkdown(text, integration, manifest));
    }
    case 'permissions/access':
      return accessMarkdown(service, textAt(about.map, 'permission')?.text ?? '', text);
    case 'features': {
      const known = featureMarkdown(service, text);
      return known && paragraphs(known, integration && featureLackMarkdown(text, integration, manifest));
    }
    case 'uses':
      return useMarkdown(text, integration && { integration, today: about.today });
    default:
      return undefined;
  }
}

const SENT_TO_OTHERS =
  '**This one does not get it:** Sentry sends events to internal and public integrations alone.';

const rulesShape = manifestShape.keys['rules']?.shape;
const LEVEL_WORDS =
  rulesShape?.type === 'dictionary' && rulesShape.value.type === 'choice' ? rulesShape.value.values : {};

/** The level that the file sets for a rule. */
export function levelSet(rule: string, { manifest }: Pick<About, 'manifest'>): string | undefined {
  const level = manifest.file.rules.find((setting) => setting.rule === rule)?.level?.text;
  return level !== undefined && Object.hasOwn(LEVEL_WORDS, level) ? level : undefined;
}

/** All that the integration holds today, with what comes along; undefined where nothing can be said to be missing. */
function held({ integration, today }: About): ReadonlySet<string> | undefined {
  const scopes = integration && heldScopes(integration, today);
  return scopes && closure(scopes);
}
