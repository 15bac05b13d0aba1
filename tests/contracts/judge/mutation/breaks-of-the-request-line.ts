import { holderOf, policyId } from '../healthy-exchange.js';
import { breakIt, type BreaksOf } from './break.js';
import { misspellings } from './slips.js';

/** GET, HEAD and OPTIONS on the same path are operations of their own, documented on pages of their own. */
const otherMethods = ['POST', 'PUT', 'DELETE', 'MERGE', 'QUERY', 'PATCHED'];

export const method: BreaksOf<'method'> = (says, setting) =>
  otherMethods
    .filter((other) => other !== says.method)
    .map((other) => breakIt(setting, `uses ${other}`, 'request.method', ({ request }) => void (request.method = other)));

export const path: BreaksOf<'path'> = ({ template }, setting) => {
  const literals = template.split('/').filter((part) => part !== '' && !part.startsWith('{'));
  const slips = literals.flatMap((literal) => misspellings(literal).map((slip) => [literal, slip] as const));
  return [
    ...slips.map(([literal, slip]) =>
      breakIt(setting, `writes ${literal} as ${slip}`, 'request.path', ({ request }) => {
        request.url = request.url.replace(`/${literal}/`, `/${slip}/`);
      }),
    ),
    breakIt(setting, 'ends with a slash', 'request.path', ({ request }) => void (request.url += '/')),
    breakIt(setting, 'begins with two slashes', 'request.path', ({ request }) => {
      request.url = request.url.replace(`/${literals[0] ?? ''}/`, (start) => `/${start}`);
    }),
  ];
};

const notFilledIn = ['', '%20', '{id}', '%7Bid%7D', '{{id}}', '${id}', ':id', '<id>', 'undefined', 'null', 'None', '[object%20Object]'];

export const pathParameter: BreaksOf<'path-parameter'> = ({ parameter }, setting) => {
  const parameters = [...(setting.contract.paths[0] ?? '').matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  return notFilledIn.map((nothing) =>
    breakIt(setting, `has ${JSON.stringify(nothing)} for the id`, 'request.path', (exchange) => {
      const ids = parameters.map((name, place) =>
        name === parameter ? nothing : place === 0 ? policyId : lastSegment(exchange.request.url),
      );
      const before = exchange.request.url.slice(0, exchange.request.url.indexOf('/deviceManagement'));
      exchange.request.url = before + (setting.contract.paths[0] ?? '').replaceAll(/\{[^}]*\}/g, () => ids.shift() ?? '');
    }),
  );
};

function lastSegment(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

const otherVersions = ['v1', 'v2.0', 'V1.0', '1.0', 'Beta', 'BETA', 'betas', 'v1.0-beta', 'stable', 'docs%5Capi', '{version}'];

export const apiVersion: BreaksOf<'api-version'> = ({ versions }, setting) => {
  const replaced = (how: string, segment: string) =>
    breakIt(setting, how, 'request.version', (exchange) => {
      const { request } = exchange;
      request.url = request.url.replace(`/${setting.version}/`, segment);
      // What only one version has is not at issue here.
      for (const side of ['request', 'response'] as const) {
        for (const pointer of onlyInSomeVersions(setting)) {
          const { holder, name } = holderOf(exchange, side, pointer);
          Reflect.deleteProperty(holder, name);
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

function onlyInSomeVersions({ contract }: Parameters<typeof apiVersion>[1]): readonly string[] {
  return contract.rules.flatMap(({ says }) => {
    if (says.what !== 'type-property' || says.versions.length === contract.apiVersions.length) return [];
    return `${says.typeName === contract.resourceType ? '' : '/target'}/${says.property}`;
  });
}
