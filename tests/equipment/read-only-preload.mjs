// A process that loads this first cannot change anything below READ_ONLY_FOLDER from the moment that READ_ONLY_SIGN exists. Reading goes on.
import fs from 'node:fs';
import process from 'node:process';

for (const name of ['openSync', 'writeFileSync', 'renameSync', 'linkSync', 'rmSync', 'mkdirSync']) {
  const original = fs[name];
  fs[name] = (path, ...more) => {
    if (isBelowReadOnly(path) && changes(name, path, more)) throw Object.assign(new Error('read-only'), { code: 'EROFS' });
    return original(path, ...more);
  };
}

function isBelowReadOnly(path) {
  // A process may run several commands, each with variables of its own.
  const { READ_ONLY_FOLDER: folder, READ_ONLY_SIGN: sign } = process.env;
  return folder !== undefined && String(path).startsWith(folder) && fs.existsSync(sign);
}

function changes(name, path, more) {
  if (name === 'openSync') return /[wa+]/.test(String(more[0]));
  return name !== 'mkdirSync' || !fs.existsSync(path);
}
