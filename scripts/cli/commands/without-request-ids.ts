/** A copy in which each list of request ids is empty. */
export function withoutRequestIds<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (name, member: unknown) => (name === 'requestIds' ? [] : member))) as T;
}
