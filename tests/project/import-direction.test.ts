/** ESLint keeps the direction of imports between the rooms, however something is imported. It is asked in a process of its own: its configuration is a module. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packageRoot } from '../../contracts/folders.js';

/** A file of each room, whose text is replaced, and the rooms that it must not see. */
const rooms = [
  { file: 'contracts/folders.ts', sees: ['contracts'], not: ['recordings', 'scripts', 'tests'] },
  { file: 'recordings/recorder/recorder.ts', sees: ['contracts', 'recordings'], not: ['scripts', 'tests'] },
  { file: 'scripts/cli/main.ts', sees: ['contracts', 'recordings', 'scripts', 'report', 'verdict', 'drift'], not: ['tests'] },
  { file: 'scripts/drift/run-drift.ts', sees: ['contracts', 'recordings', 'scripts', 'verdict', 'client'], not: ['tests', 'report'] },
  { file: 'scripts/verdict/tally.ts', sees: ['contracts', 'recordings', 'verdict'], not: ['tests', 'report', 'drift', 'cli'] },
];

/** The ways to import, each on one line. */
const ways: readonly ((from: string) => string)[] = [
  (from) => `import { one } from '${from}';`,
  (from) => `import type { One } from '${from}';`,
  (from) => `import '${from}';`,
  (from) => `export * from '${from}';`,
  (from) => `export const late = () => import('${from}');`,
  (from) => `export type Lent = import('${from}').One;`,
  (from) => `export type Whole = typeof import('${from}');`,
];

const linesFor = (room: string): string[] => ways.map((way) => way(`../${room}/some/file.js`));

/** These rules need no types, which take long. */
const lint = `
  import { ESLint } from 'eslint';
  const eslint = new ESLint({
    ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-'),
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  });
  const texts = JSON.parse(process.argv[1]);
  const messages = [];
  for (const { file, text } of texts) {
    const [result] = await eslint.lintText(text, { filePath: file });
    messages.push(result.messages.filter(({ message }) => message.includes(' may not import ')));
  }
  console.log(JSON.stringify(messages));
`;

test('no room imports what it may not, and each may import the others', async () => {
  const texts = rooms.map(({ file, sees, not }) => ({ file, text: [...not, ...sees].flatMap(linesFor).join('\n') }));
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', lint, JSON.stringify(texts)], {
    cwd: packageRoot,
  });
  const found = (JSON.parse(stdout) as { line: number; message: string }[][]).map((messages) =>
    messages.map(({ line, message }) => [line, message]),
  );
  expect(found).toEqual(
    rooms.map(({ file, not }) =>
      not.flatMap((other, at) =>
        ways.map((_, index) => [
          at * ways.length + index + 1,
          expect.stringContaining(`${file.split('/')[0] ?? ''}/ may not import ${other}/.`) as string,
        ]),
      ),
    ),
  );
});
