/** The client was asked for something that it must not, or cannot, send. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
}
