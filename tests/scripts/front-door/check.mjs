// The built `check` without its command line, which takes longer to build than most of these inputs take to judge. Usage: check.mjs <options as JSON>
import console from 'node:console';
import process from 'node:process';
import { check } from '../../../dist/scripts/cli/commands/check.js';

const { paths, options } = JSON.parse(process.argv[2]);
try {
  process.exitCode = await check(paths, options, Date.now());
} catch (error) {
  if (error.name !== 'CannotRun') throw error;
  console.error(error.message);
  process.exitCode = 2;
}
