import type { ApiVersion } from '../../../contracts/contract.js';
import { readBody } from '../../../contracts/judge/body.js';
import type { InconclusiveReason } from '../../../contracts/judge/codes.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { weatherIn } from '../../../contracts/judge/weather.js';
import { isObject } from '../../../contracts/json-value.js';
import type { Check } from '../assignment-client.js';
import type { Conversation } from '../conversation.js';
import type { View } from '../journal/before-state.js';
import type { Patience } from '../weather/patience.js';

/** An assignment, as far as it could be read. `gone`: Graph says that there is none. */
export type StateRead =
  { readonly kind: 'read'; readonly views: readonly View[] } | { readonly kind: 'gone' | 'unread'; readonly reason: InconclusiveReason };

/**
 * The API versions in which an assignment is looked at: the one that is checked, and the one that shows most. An update in v1.0 could change what
 * v1.0 does not show.
 */
export function versionsToRead({ contract, version }: Pick<Check, 'contract' | 'version'>): ApiVersion[] {
  return version !== 'beta' && contract.apiVersions.includes('beta') ? [version, 'beta'] : [version];
}

/** Reads an assignment in each of these versions. */
export async function readState(talk: Conversation, step: string, versions: readonly ApiVersion[], patience: Patience): Promise<StateRead> {
  const views: View[] = [];
  for (const version of versions) {
    const exchange = await talk.read(version === versions[0] ? step : `${step}, as ${version} shows it`, version, patience);
    const body = objectIn(exchange);
    // An answer that is neither weather nor an assignment shows none that could be checked.
    if (body === undefined) {
      return { kind: isGone(exchange) ? 'gone' : 'unread', reason: weatherIn(exchange) ?? 'not-found' };
    }
    views.push({ version, body });
  }
  return { kind: 'read', views };
}

function objectIn({ response }: Exchange): Record<string, unknown> | undefined {
  if (response?.status !== 200) return undefined;
  const body = readBody(response.body);
  return body.kind === 'json' && isObject(body.value) ? body.value : undefined;
}

function isGone(exchange: Exchange): boolean {
  return exchange.response?.status === 404 && weatherIn(exchange) === 'not-found';
}
