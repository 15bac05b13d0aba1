import { compile } from '../../../contracts/compiler/compile.js';

const start = '<Schema Namespace="microsoft.graph">';

test.each([
  [
    'more text than any metadata has',
    `${start}${' '.repeat(64_000_000)}</Schema>`,
    'types.xml:1: the metadata is longer than 64 million characters',
  ],
  [
    'elements that nest without end',
    `${start}${'<Record>'.repeat(100_000)}`,
    'types.xml:1: the metadata is not valid XML: unclosed tag: Record',
  ],
  ['an unknown entity', `${start}\n<ComplexType Name="&lamp;"/></Schema>`, 'types.xml:2: the metadata is not valid XML: undefined entity'],
  ['an attribute that never ends', `${start}\n<ComplexType Name="lamp`, 'types.xml:2: the metadata is not valid XML: unclosed tag'],
])('refuses %s', (_what, text, message) => {
  const error = attempt(text);

  expect(error).toMatchObject({ name: 'PageError', message: expect.stringContaining(message) as string });
});

function attempt(text: string): unknown {
  try {
    return compile([{ file: 'types.xml', text }]);
  } catch (error) {
    return error;
  }
}
