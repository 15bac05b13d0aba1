/** An id of zeros, and the enumeration member `none`, name nothing, as null does. Evidence: public issues about assignment filters. */
export function orNull(value: unknown): unknown {
  return value === '00000000-0000-0000-0000-000000000000' || value === 'none' ? null : (value ?? null);
}

/** Whether two texts differ at most in case, as ids may. */
export function same(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** The depth to which values are compared. Deeper ones count as equal, so that the stack suffices. */
const deepest = 100;

/** Whether two JSON values are the same. The case of texts and the order of members do not count. */
export function equal(a: unknown, b: unknown, depth = 0): boolean {
  if (typeof a === 'string' && typeof b === 'string') return same(a, b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  if (left.size !== right.size || Array.isArray(a) !== Array.isArray(b)) return false;
  return depth === deepest || [...left].every(([name, value]) => right.has(name) && equal(value, right.get(name), depth + 1));
}
