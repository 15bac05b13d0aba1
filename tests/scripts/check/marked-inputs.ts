/** Inputs over many lines that keep to the contract, apart from what a test changes. */

/** What to set, by dotted paths; undefined takes away. */
type Changes = Readonly<Record<string, unknown>>;

const path = '/v1.0/deviceManagement/deviceConfigurations/p/assignments/a';
const headers = { Authorization: 'Bearer made-up', 'Content-Type': 'application/json' };
export const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'g' };
const answer = { '@odata.type': '#microsoft.graph.deviceConfigurationAssignment', id: 'a', target };
const json = { 'Content-Type': 'application/json' };

export function interactionWith(changes: Changes): object {
  const request = { method: 'PATCH', path, headers, body: { target } };
  return changed({ description: 'an update', request, response: { status: 200, headers: json, body: answer } }, changes);
}

export function pactOf(interactions: readonly object[], version = '3.0.0'): string {
  return written({
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions,
    metadata: { pactSpecification: { version } },
  });
}

export function entryWith(changes: Changes): object {
  const request = {
    method: 'PATCH',
    url: `https://graph.microsoft.com${path}`,
    headers: listed(headers),
    postData: { mimeType: 'application/json', text: JSON.stringify({ target }) },
  };
  const content = { mimeType: 'application/json', text: JSON.stringify(answer) };
  return changed({ request, response: { status: 200, headers: listed(json), content } }, changes);
}

export function harOf(...entries: readonly object[]): string {
  return written({ log: { version: '1.2', entries } });
}

export function nockOf(changes: Changes): string {
  const definition = {
    scope: 'https://graph.microsoft.com:443',
    method: 'PATCH',
    path,
    reqheaders: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
    body: { target },
    status: 200,
    response: answer,
    rawHeaders: Object.entries(json).flat(),
  };
  return written([changed(definition, changes)]);
}

function listed(named: Readonly<Record<string, string>>): object[] {
  return Object.entries(named).map(([name, value]) => ({ name, value }));
}

function written(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** A copy, changed at dotted paths. */
function changed(value: object, changes: Changes): object {
  const copy = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
  for (const [place, set] of Object.entries(changes)) {
    const names = place.split('.');
    const last = names.pop() ?? '';
    const parent = names.reduce<Record<string, unknown>>((inner, name) => inner[name] as Record<string, unknown>, copy);
    parent[last] = set;
  }
  return copy;
}
