// A process that preloads this cannot change files below READ_ONLY_FOLDER once READ_ONLY_SIGN exists. It can read them.
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
