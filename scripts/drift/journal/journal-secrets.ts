import { CannotRun } from '../../verdict/exit-code.js';

const variable = 'DRIFT_JOURNAL_KEY';

/**
 * Takes the secrets of the journal out of the environment, so that no child process has them: the first one signs and seals, all of them prove and
 * unseal.
 * @throws CannotRun for a variable that is set and holds no secret.
 */
export function takeJournalSecrets(environment: NodeJS.ProcessEnv = process.env): string[] {
  const { [variable]: text = '' } = environment;
  Reflect.deleteProperty(environment, variable);
  const secrets = text
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
  if (text !== '' && secrets.length === 0)
    throw new CannotRun(`${variable} is set, but holds no secret. Make one with "openssl rand -base64 32", or unset the variable.`);
  return secrets;
}
