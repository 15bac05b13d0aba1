import { writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { packagePath } from '../../../contracts/package-files.js';
import { visible } from '../../../contracts/visible.js';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import { refuseLinksOut } from '../../verdict/destinations.js';
import { configTemplate } from '../../tenant/config-template.js';
import { neededPermission } from '../../tenant/token-claims.js';
import { print } from '../../verdict/terminal.js';

const nextSteps = `Next:
  1. Replace the values in angle brackets. Use a test tenant, and policies that are not in use.
  2. Give your application ${neededPermission}, with admin consent.
  3. Set AZURE_CLIENT_ID, and AZURE_CLIENT_SECRET or another credential, in the environment.
  4. Keep the folder .graph-contracts, which the first run creates beside this file, out of version control.
`;

/** Writes a configuration to fill in. @throws CannotRun if the file exists or cannot be written. */
export function driftInit(file: string): ExitCode {
  refuseLinksOut(file);
  try {
    writeFileSync(file, configTemplate(schemaFor(file)), { flag: 'wx' });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EEXIST') throw new CannotRun(`${file} exists already. Name another file with --config.`);
    throw new CannotRun(`${file} cannot be written (${code}). Name another file with --config.`);
  }
  print(`Wrote ${visible(file)}.\n${nextSteps}  5. npx graph-assignment-contracts drift --config ${visible(file)}\n`);
  return exitCodes.agrees;
}

/** The path of the schema for editors: in this package if it is below the folder of the file, else in node_modules. */
function schemaFor(file: string): string {
  const schema = join('scripts', 'tenant', 'drift.config.schema.json');
  const place = packagePath(schema);
  const path = place === undefined ? '..' : relative(dirname(resolve(file)), place);
  const isBelow = !path.startsWith('..') && path !== resolve(path);
  return `./${(isBelow ? path : join('node_modules', 'graph-assignment-contracts', schema)).split(sep).join('/')}`;
}
