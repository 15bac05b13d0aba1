import { CannotRun } from '../verdict/exit-code.js';

/** The client was asked for something that it must not, or cannot, send. */
export class ClientError extends CannotRun {
  override readonly name = 'ClientError';
}
