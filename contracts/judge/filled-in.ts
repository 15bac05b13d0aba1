/** A language's word for nothing, or what it makes of an object, such as a promise that nobody awaited. */
const nothing = /^(?:undefined|null|nil|None|NaN|\[object \w{1,40}\])$/;

/** The place of a value in a template. */
const place = /^(?:\$?\{.*\}|<.*>|:\w+)$/;

/** False for a parameter that is empty, or that still holds what a template, or a language's word for nothing, puts in its place. */
export function isFilledIn(parameter: string): boolean {
  return parameter.trim() !== '' && !nothing.test(parameter) && !place.test(parameter);
}

/** A template that nobody filled in; not `{token}` or `<token>`, which people write who keep a token out of a capture. */
const template = /^\$\{.*\}$/;

/** False for a token that is a language's word for nothing, or a template that was never filled in. */
export function isTokenFilledIn(token: string): boolean {
  return !nothing.test(token) && token !== '<nil>' && !template.test(token);
}
