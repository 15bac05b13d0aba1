import { asksFor, type Format } from '../../../scripts/verdict/destinations.js';

const files = (...formats: readonly Format[]) => ({ report: formats.map((format) => ({ format, file: `out.${format}` })) });

test.each([
  ['on stdout', { format: 'junit' }, true],
  ['in one file', { format: 'pretty', ...files('junit') }, true],
  ['in the first of two files', { format: 'pretty', ...files('junit', 'json') }, true],
  ['in the last of two files', { format: 'pretty', ...files('json', 'junit') }, true],
  ['on stdout, and another in a file', { format: 'junit', ...files('json') }, true],
  ['nowhere', { format: 'pretty' }, false],
  ['nowhere, without files', { format: 'pretty', ...files() }, false],
  ['nowhere, beside others', { format: 'pretty', ...files('json', 'sarif') }, false],
] as const)('JUnit %s', (_where, destinations, expected) => {
  expect(asksFor(destinations, 'junit')).toBe(expected);
});
