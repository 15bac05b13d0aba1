import { readConfig } from '../../../scripts/tenant/config.js';

/** The message of the error for a configuration that cannot be used. */
export function errorOfConfig(file: string): string {
  try {
    readConfig(file);
  } catch (error) {
    expect(error).toMatchObject({ name: 'CannotRun' });
    return (error as Error).message;
  }
  throw new Error('The configuration was accepted.');
}
