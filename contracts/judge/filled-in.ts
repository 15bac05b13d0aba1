/** A language's word for nothing, or what it makes of an object, such as a promise that nobody awaited. */
const nothing = /^(?:undefined|null|nil|None|NaN|\[object \w{1,40}\])$/;

/** The place of a value in a template. */
const place = /^(?:\$?\{.*\}|<.*>|:\w+)$/;

/** False for a parameter that is empty, or that still holds what a template, or a language's word for nothing, puts in its place. */
export function isFilledIn(parameter: string): boolean {
  return parameter.trim() !== '' && !nothing.test(parameter) && !place.test(parameter);
}
