import type { TypePropertyPromise } from '../../../../contracts/contract.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { idsFor, objectAt, serviceRoot } from '../healthy-exchange.js';
import { breakIt, type Break, type BreaksOf, type Setting } from './break.js';
import { placesOf } from './breaks-of-types.js';
import { misspellings } from './slips.js';

/** GET, HEAD and OPTIONS on the same path are operations of their own, documented on pages of their own. */
const otherMethods = ['POST', 'PUT', 'MERGE', 'QUERY', 'PATCHED'];

/** Where several pages share the path, the first is cited. */
export const method: BreaksOf<'method'> = (says, setting) => {
  const sharing = contracts.filter(({ paths }) => paths.some((path) => setting.contract.paths.includes(path)));
  const isFirst = sharing[0] === setting.contract;
  const others = otherMethods
    // Where the pages only read or delete, POST may be an operation of another page.
    .filter((other) => other !== says.method && (other !== 'POST' || !['GET', 'DELETE'].includes(says.method)))
    .map((other) => breakIt(setting, `uses ${other}`, 'request.method', ({ request }) => void (request.method = other)));
  const refused = breakIt(setting, 'is written in small letters, and refused', 'request.method', (exchange) => {
    exchange.request.method = says.method.toLowerCase();
    exchange.response = { status: 405, headers: {}, body: undefined };
  });
  return isFirst ? others : [refused];
};

export const path: BreaksOf<'path'> = ({ template }, setting) => {
  const literals = template.split('/').filter((part) => part !== '' && !part.startsWith('{'));
  const slips = literals.flatMap((literal) => misspellings(literal).map((slip) => [literal, slip] as const));
  const changed = (how: string, change: (url: string) => string): Break =>
    breakIt(setting, how, 'request.path', ({ request }) => void (request.url = change(request.url)), { template });
  return [
    ...slips.map(([literal, slip]) =>
      changed(`writes ${literal} as ${slip}`, (url) =>
        url
          .split('/')
          .map((part) => (part === literal ? slip : part))
          .join('/'),
      ),
    ),
    ...(isAlsoBeginning(template, setting) ? [] : [changed('ends with a slash', (url) => `${url}/`)]),
    changed('begins with two slashes', (url) => url.replace(`/${setting.version}/`, (start) => `${start}/`)),
    changed('has two slashes before its version', (url) => url.replace(`/${setting.version}/`, (start) => `/${start}`)),
    ...setting.contract.apiVersions.map((other) =>
      changed(`has ${other} before its version`, (url) => url.replace(`/${setting.version}/`, (start) => `/${other}${start}`)),
    ),
  ];
};

/** With a slash at its end, a path may also be a longer one with an empty id. */
function isAlsoBeginning(template: string, { contract }: Setting): boolean {
  return contracts.some(({ method: other, paths }) => other === contract.method && paths.some((path) => path.startsWith(`${template}/{`)));
}

const notFilledIn = ['', '%20', '{id}', '%7Bid%7D', '{{id}}', '${id}', ':id', '<id>', 'undefined', 'null', 'None'].concat(
  ['Object', 'Promise', 'Undefined'].map((kind) => `[object%20${kind}]`),
);

export const pathParameter: BreaksOf<'path-parameter'> = ({ parameter }, setting) => {
  const { contract, rule, version } = setting;
  const template =
    contract.rules.flatMap(({ id, says }) => (says.what === 'path' && rule.id.startsWith(`${id}.{`) ? says.template : []))[0] ?? '';
  return notFilledIn.map((nothing) =>
    breakIt(
      setting,
      `has ${JSON.stringify(nothing)} for the id`,
      'request.path',
      ({ request }) => {
        const ids = [...idsFor(template)];
        const path = template.replaceAll(/\{([^}]*)\}/g, (_placeholder, name) => {
          const id = ids.shift() ?? '';
          return name === parameter ? nothing : id;
        });
        request.url = `${serviceRoot}/${version}${path}`;
      },
      { template },
    ),
  );
};

const otherVersions = ['v1', 'v2.0', 'V1.0', '1.0', 'Beta', 'BETA', 'betas', 'v1.0-beta', 'stable', 'docs%5Capi', '{version}'];

export const apiVersion: BreaksOf<'api-version'> = ({ versions }, setting) => {
  const replaced = (how: string, segment: string) =>
    breakIt(setting, how, 'request.version', (exchange) => {
      const { request } = exchange;
      request.url = request.url.replace(`/${setting.version}/`, segment);
      // What only one version has is not at issue here.
      for (const { property, typeName } of onlyInSomeVersions(setting)) {
        for (const { side, pointer } of placesOf(setting.contract, typeName)) {
          Reflect.deleteProperty(objectAt(exchange, side, pointer), property);
        }
      }
    });
  return [
    ...otherVersions
      .filter((other) => !versions.some((version) => version === other))
      .map((other) => replaced(`names ${other}`, `/${other}/`)),
    replaced('names none', '/'),
  ];
};

function onlyInSomeVersions({ contract }: Setting): readonly TypePropertyPromise[] {
  return contract.rules.flatMap(({ says }) =>
    says.what === 'type-property' && says.versions.length < contract.apiVersions.length ? says : [],
  );
}
