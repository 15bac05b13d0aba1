import { readConfig } from '../../scripts/tenant/config.js';
import { signInMethods } from '../../scripts/tenant/sign-in-method.js';
import { allDocuments, codeUnder } from '../equipment/documents.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';

const folder = sharedTemporaryFolder();

test('the documented configuration is one', () => {
  expect(readConfig(folder.write('drift.config.json', codeUnder('config')))).toMatchObject({
    signIn: 'auto',
    limits: { requests: 200 },
    assignments: [{}],
  });
});

test('the documentation lists the ways to sign in, what offers them, and what they need', () => {
  const rows = [...allDocuments.matchAll(/^\| `([a-z-]+)` +\| (.*?) \| (.*?) \|$/gm)].filter(([, name = '']) => name in signInMethods);
  expect(rows.map(([, name]) => name)).toEqual(Object.keys(signInMethods));
  for (const [row, name = ''] of rows) {
    const { offeredBy, needs } = signInMethods[name as keyof typeof signInMethods];
    // GitHub sets its token together with its URL.
    const named = [...offeredBy, ...needs].filter((variable) => variable !== 'ACTIONS_ID_TOKEN_REQUEST_TOKEN');
    expect(named.filter((variable) => !row.includes(variable))).toEqual([]);
  }
});
