import { describe, expect, it } from 'vitest';
import { scopeNamed } from '../../../server/src/catalog/scopes.ts';
import { allWebhooks, eventsOf, notWebhook, webhookNamed } from '../../../server/src/catalog/webhooks.ts';

describe('webhooks', () => {
  it('are nine resources whose events begin with their name', () => {
    expect(allWebhooks()).toHaveLength(9);
    for (const { resource, events } of allWebhooks())
      for (const event of events) expect(event.startsWith(`${resource}.`)).toBe(true);
  });

  it('need a known scope exactly where they can be chosen', () => {
    for (const { subscribable, requiredScope } of allWebhooks()) {
      expect(requiredScope !== null).toBe(subscribable);
      if (requiredScope !== null) expect(scopeNamed(requiredScope)).toBeDefined();
    }
  });

  it('are found by resource, by event and by alias', () => {
    expect(webhookNamed('issue')?.requiredScope).toBe('event:read');
    expect(webhookNamed('issue.created')?.resource).toBe('issue');
    expect(webhookNamed('issue.archived')?.resource).toBe('issue');
    expect(webhookNamed('preprod_artifact')?.requiredScope).toBe('project:read');
    expect(webhookNamed('installation')?.subscribable).toBe(false);
    expect(webhookNamed('issue.vanished')).toBeUndefined();
    expect(webhookNamed('member')).toBeUndefined();
    expect(notWebhook('member')?.requiredScope).toBe('member:read');
  });

  it('expand to single events', () => {
    expect(eventsOf('comment')).toEqual(['comment.created', 'comment.updated', 'comment.deleted']);
    expect(eventsOf('issue.archived')).toEqual(['issue.ignored']);
    expect(eventsOf('issue.created')).toEqual(['issue.created']);
    expect(eventsOf('nothing')).toEqual([]);
  });
});
