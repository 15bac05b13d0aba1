import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { readConfig } from '../../scripts/tenant/config.js';
import { signInMethods } from '../../scripts/tenant/sign-in-method.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';

const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
const folder = sharedTemporaryFolder();

test('the configuration in the README is one', () => {
  const [, sample = ''] = /<!-- config -->\n\n```jsonc\n([^]*?)```/.exec(readme) ?? [];
  expect(readConfig(folder.write('drift.config.json', sample))).toMatchObject({
    signIn: 'auto',
    limits: { requests: 200 },
    assignments: [{}],
  });
});

test('the README lists the signInMethods to sign in, what offers them, and what they need', () => {
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` +\| (.*?) \| (.*?) \|$/gm)].filter(([, name = '']) => name in signInMethods);
  expect(rows.map(([, name]) => name)).toEqual(Object.keys(signInMethods));
  for (const [row, name = ''] of rows) {
    const { offeredBy, needs } = signInMethods[name as keyof typeof signInMethods];
    // GitHub sets its token together with its URL.
    const named = [...offeredBy, ...needs].filter((variable) => variable !== 'ACTIONS_ID_TOKEN_REQUEST_TOKEN');
    expect(named.filter((variable) => !row.includes(variable))).toEqual([]);
  }
});
