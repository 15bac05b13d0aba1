// Runs the built `check` again and again in one process, as its user's would run it once: a process for each case takes too long.
import console from 'node:console';
import process from 'node:process';
import { check } from '../../../dist/scripts/commands/check.js';

process.on('message', async ({ paths, options }) => {
  const written = { stdout: '', stderr: '' };
  const { write } = process.stdout;
  const { error } = console;
  process.stdout.write = (text) => (written.stdout += text) !== '';
  console.error = (...words) => (written.stderr += `${words.join(' ')}\n`);
  let end;
  try {
    end = { code: await check(paths, options) };
  } catch (failure) {
    // What the command makes of it: a sentence for its user, or the stack of a bug.
    end = failure.name === 'CannotRun' ? { code: 2, refused: failure.message } : { bug: String(failure?.stack ?? failure) };
  } finally {
    process.stdout.write = write;
    console.error = error;
  }
  process.send({ ...written, ...end });
});
