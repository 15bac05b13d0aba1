// Reporter of Jest that keeps the 20 slowest test files of a run, for `npm run test:slow`; run by itself, it prints them.
import console from 'node:console';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const kept = join(root, 'node_modules', '.cache', 'slowest-test-files.txt');

export default class SlowestFiles {
  onRunComplete(_, { testResults }) {
    const slowest = testResults
      .map(({ testFilePath, perfStats: { start, end } }) => ({ file: relative(root, testFilePath), seconds: (end - start) / 1000 }))
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, 20);
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(kept, slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}\n`).join(''));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(readFileSync(kept, 'utf8'));
  } catch {
    console.error('No test run to show: run `npm test` first.');
    process.exitCode = 1;
  }
}
