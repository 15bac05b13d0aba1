import type { Memory } from './memory.js';

/**
 * What stands in the place of a secret. Each form can be told from the real thing at sight: ids that are nearly all zeros, and the names and
 * addresses that the standards reserve for examples. Texts that differ only by their case are one, because the judge takes ids for such.
 */

/** A GUID in any form, also in the midst of other letters. */
export const guidPattern = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;

/** Keeps the case, and the dashes where they stand: one letter in it is there to show the case. */
export function guidPlaceholder(memory: Memory, guid: string): string {
  const number = memory.numberOf('guid', guid.replaceAll('-', '').toLowerCase());
  const usual = `00000000-0000-4000-a000-${String(number).padStart(12, '0')}`;
  const placeholder = dashes.test(guid) ? usual : withDashesOf(guid, usual.replaceAll('-', ''));
  return isCapital(guid) ? placeholder.toUpperCase() : placeholder;
}

const dashes = /^.{8}-.{4}-.{4}-.{4}-/;

function withDashesOf(guid: string, digits: string): string {
  let at = 0;
  return guid.replaceAll(/[^-]/g, () => digits.charAt(at++));
}

/** For what has no form that anybody relies on. */
export function textPlaceholder(memory: Memory, text: string): string {
  const placeholder = `redacted-${memory.numberOf('text', text.toLowerCase())}`;
  return isCapital(text) ? placeholder.toUpperCase() : placeholder;
}

/** The name of a property, which a finding will not show, as it would not have shown the original; what marks control information stays. */
export function namePlaceholder(memory: Memory, name: string): string {
  return `redacted${name.includes('@') ? '@' : ' '}name ${memory.numberOf('name', name)}`;
}

export function mailPlaceholder(memory: Memory, address: string): string {
  const placeholder = `redacted-${memory.numberOf('mail', address.toLowerCase())}@example.invalid`;
  return isCapital(address) ? placeholder.toUpperCase() : placeholder;
}

export function hostPlaceholder(memory: Memory, host: string): string {
  const placeholder = `redacted-${memory.numberOf('host', host.toLowerCase())}.invalid`;
  return isCapital(host) ? placeholder.toUpperCase() : placeholder;
}

/** From the three networks that RFC 5737 keeps for documentation; what does not fit into them is numbered as text. */
export function ipv4Placeholder(memory: Memory, address: string): string {
  const number = memory.numberOf('ipv4', address) - 1;
  const network = ['192.0.2', '198.51.100', '203.0.113'][Math.floor(number / 254)];
  return network === undefined ? textPlaceholder(memory, address) : `${network}.${(number % 254) + 1}`;
}

/** From the network that RFC 3849 keeps for documentation. */
export function ipv6Placeholder(memory: Memory, address: string): string {
  return `2001:db8::${memory.numberOf('ipv6', address.toLowerCase()).toString(16)}`;
}

/** A moment, ISO 8601: the first seconds of the year 2000, in the form of the original, its fraction and zone. */
export function momentPlaceholder(memory: Memory, moment: string): string {
  const at = new Date(Date.UTC(2000, 0, 1) + memory.numberOf('moment', moment.toUpperCase()) * 1000).toISOString();
  const [, fraction = '', zone = ''] = /(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i.exec(moment) ?? [];
  return `${at.slice(0, 19)}${fraction.replaceAll(/\d/g, '0')}${zone === '' ? '' : 'Z'}`;
}

/** A number of the same type, with as many digits before the point where JSON can still tell them apart. */
export function numberPlaceholder(memory: Memory, written: string): string {
  const value = Number(written);
  const number = memory.numberOf('number', String(value));
  const digits = Math.min(15, Math.max(6, String(Math.trunc(Math.abs(value))).replace(/\D.*$/, '').length));
  return `${value < 0 ? '-' : ''}${10 ** (digits - 1) + number}${Number.isInteger(value) ? '' : '.5'}`;
}

/** How all of them look: in texts wherever they stand, and numbers. */
const form = {
  text: /(?:^|[^a-z])redacted-\d|00000000-?0000-?4000-?a000-?0|^2000-01-01T\d\d:\d\d:\d\d|^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^2001:db8::/i,
  number: /^-?1(?=\d{5})0{2,}\d+(?:\.5)?$/,
};

/** Whether a value of a recording looks like one of these, and so perhaps stands for another. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'number' ? form.number.test(String(value)) : typeof value === 'string' && form.text.test(value);
}

function isCapital(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}
