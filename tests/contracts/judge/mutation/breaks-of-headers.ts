import type { HeaderValue, Side } from '../../../../contracts/contract.js';
import type { Code } from '../../../../contracts/judge/codes.js';
import type { DraftExchange } from '../healthy-exchange.js';
import { breakIt, type Break, type BreaksOf, type Setting } from './break.js';

export const requestHeader: BreaksOf<'request-header'> = ({ header, value }, setting) => [
  ...withoutHeader(setting, 'request', header, 'request.header.missing'),
  ...otherValues(value).map((other) => withHeader(setting, 'request', header, other, 'request.header.value')),
];

export const responseHeader: BreaksOf<'response-header'> = ({ header, value }, setting) => [
  ...withoutHeader(setting, 'response', header, 'response.header.content-type'),
  ...otherValues(value).map((other) => withHeader(setting, 'response', header, other, 'response.header.content-type')),
];

function withoutHeader(setting: Setting, side: Side, header: string, code: Code): readonly Break[] {
  return [
    breakIt(setting, `has no ${header}`, code, (exchange) => {
      removeHeader(exchange, side, header);
    }),
    breakIt(setting, `has ${header} under another name`, code, (exchange) => {
      exchange[side].headers[`x-${header}`] = removeHeader(exchange, side, header);
    }),
    withHeader(setting, side, header, '', code),
    withHeader(setting, side, header, '  ', code),
    withHeader(setting, side, header, [], code),
  ];
}

function withHeader(setting: Setting, side: Side, header: string, value: string | string[], code: Code): Break {
  return breakIt(setting, `has ${JSON.stringify(value)} for ${header}`, code, (exchange) => {
    removeHeader(exchange, side, header);
    exchange[side].headers[header] = value;
  });
}

function removeHeader(exchange: DraftExchange, side: Side, header: string): string | string[] {
  const { headers } = exchange[side];
  const name = Object.keys(headers).find((candidate) => candidate.toLowerCase() === header) ?? '';
  const value = headers[name] ?? '';
  Reflect.deleteProperty(headers, name);
  return value;
}

const neverFilledIn = [
  'undefined',
  'null',
  'nil',
  'None',
  'NaN',
  '<nil>',
  '[object Object]',
  '[object Promise]',
  '${token}',
  '${await token()}',
];

function otherValues(value: HeaderValue): readonly (string | string[])[] {
  switch (value.kind) {
    case 'bearer':
      return [
        ...neverFilledIn.map((token) => `Bearer ${token}`),
        'Bearer',
        'Bearer ',
        'Bearer a b',
        'bearertoken',
        'Basic dXNlcjpwYXNz',
        'token',
        'Negotiate abc',
        ['Bearer a', 'Bearer b'],
      ];
    case 'media-type':
      return [
        'application/json',
        'text/plain',
        'text/html',
        'text/json',
        'application/xml',
        'application/json-patch+json',
        'application/problem+json',
        'json',
        ';',
      ].filter((other) => other !== value.mediaType);
    case 'any':
      return [];
    default:
      return value satisfies never;
  }
}
