import { spawnSync } from 'node:child_process';
import { packageRoot } from '../../contracts/folders.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';

const folder = useTemporaryFolder();

/** `npm run scan` with some files only. */
function scan(...files: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, ['dist/scripts/build/scan.js', ...files], { cwd: packageRoot, encoding: 'utf8' });
}

/** Text as random as a key is, made when the test runs: no file of this project holds one. */
function made(length: number, characters: string): string {
  let state = length;
  return Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return characters[state % characters.length];
  }).join('');
}

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

const planted: readonly (readonly [kind: string, secret: string])[] = [
  ['AWSAccessKeyID', `AKIA${made(16, capitals)}`],
  ['SLACK_TOKEN', ['xoxb', made(12, '0123456789'), made(24, letters)].join('-')],
  ['GITHUB_TOKEN', `ghp_${made(36, letters)}`],
  ['NPM_ACCESS_TOKEN', `npm_${made(36, letters)}`],
  ['BasicAuth', `https://someone:${made(12, letters)}@192.0.2.1/`],
  ['SENDGRID_KEY', ['SG', made(22, letters), made(43, letters)].join('.')],
];

test('secretlint finds each planted secret, whatever a comment says, and no message holds one', () => {
  const files = planted.map(([kind, secret]) => folder.write(`${kind}.txt`, `// secretlint-disable\nfirst\n${secret}\n`));
  const { status, stdout, stderr } = scan(...files);
  const lines = stderr.split('\n');
  const kinds = planted.map(([kind]) => kind);
  expect(
    kinds.filter((kind) => lines.some((line) => line.endsWith(`${kind}.txt: resembles a secret, by secretlint ${kind}, at line 3.`))),
  ).toEqual(kinds);
  expect(planted.filter(([, secret]) => `${stdout}${stderr}`.includes(secret)).map(([kind]) => kind)).toEqual([]);
  expect(status).toBe(1);
});

test('a file without a secret passes', () => {
  const { status, stderr } = scan(folder.write('notes.md', 'A key has the prefix AKIA, and a token the prefix ghp_.\n'));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '1 files hold nothing that resembles a secret, except 0 exceptions.\n' });
});

test('an exception is for its own file, and holds if that file alone is scanned', () => {
  expect(scan('tests/scripts/record/record-options.test.ts').status).toBe(0);
});

test('a file that is not there is an error, and never a pass', () => {
  const { status, stderr } = scan('nowhere.txt');
  expect({ status, stderr }).toEqual({ status: 1, stderr: 'Cannot scan nowhere.txt: no such file.\n' });
});
