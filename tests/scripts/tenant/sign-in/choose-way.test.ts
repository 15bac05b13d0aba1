import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../../contracts/folders.js';
import { chooseWay, ways, type Way } from '../../../../scripts/tenant/sign-in/choose-way.js';

const all = Object.keys(ways) as Way[];

/** An environment that has all that a way needs. */
function environmentOf(way: Way): Record<string, string> {
  return Object.fromEntries(ways[way].needs.map((name) => [name, 'made-up']));
}

test.each(all.map((way) => [way] as const))('auto takes %s when the environment offers it', (way) => {
  const offered = Object.fromEntries([...ways[way].offeredBy, ...ways[way].needs].map((name) => [name, 'made-up']));
  expect(chooseWay('auto', offered)).toBe(way);
});

test('of several that are offered, auto takes the first of the list', () => {
  const everything = Object.fromEntries(
    all.flatMap((way) => [...ways[way].offeredBy, ...ways[way].needs]).map((name) => [name, 'made-up']),
  );
  for (const [index, way] of all.entries()) {
    const rest: Record<string, string> = { ...everything };
    for (const earlier of all.slice(0, index)) for (const name of ways[earlier].offeredBy) Reflect.deleteProperty(rest, name);
    expect(chooseWay('auto', rest)).toBe(way);
  }
});

test.each(all.flatMap((way) => ways[way].needs.map((name) => [way, name] as const)))('%s without %s says so', (way, name) => {
  for (const nothing of [undefined, '', ' ']) {
    const environment = { ...environmentOf(way), [name]: nothing };
    expect(() => chooseWay(way, environment)).toThrow(`To sign in with ${way}, the environment lacks ${name}.`);
  }
});

test('the way that the configuration names is taken, whatever else is offered', () => {
  for (const way of all) {
    const environment = Object.assign({}, ...all.map(environmentOf)) as Record<string, string>;
    expect(chooseWay(way, environment)).toBe(way);
  }
});

test('the schema of the configuration knows the ways, in this order', () => {
  const schema = JSON.parse(readFileSync(join(packageRoot, 'scripts/tenant/drift.config.schema.json'), 'utf8')) as {
    properties: { signIn: { enum: string[] } };
  };
  expect(schema.properties.signIn.enum).toEqual(['auto', ...all]);
});
