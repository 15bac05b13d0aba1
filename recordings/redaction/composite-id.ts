import { guidPattern } from './placeholders.js';
import { isPublicText } from './public-vocabulary.js';

/** Signs that join the parts of a composite id, or of a name that contains an id. */
const joint = /[\s_{}()[\]<>'",;:/\\|=&*#?!-]/;
const betweenJoints = new RegExp(`(?!${joint.source}).(?:.*(?!${joint.source}).)?`, 's');

/** How the parts of a composite id are replaced. */
export interface PartRules {
  /** Replaces a GUID. One that is the same in every tenant stays. */
  readonly guid: (guid: string) => string;
  /** Replaces the text beside a GUID, without the joints around it. */
  readonly beside: (part: string) => string;
  /** Whether a word may stay. The text beside a GUID stays if all its words may. */
  readonly isKept: (word: string) => boolean;
}

/** True for a text that contains a GUID in any form. */
export function isComposite(text: string): boolean {
  return text.search(guidPattern) !== -1;
}

/** Replaces the parts of a composite id one by one, so that each equals its replacement elsewhere. */
export function replaceParts(text: string, rules: PartRules): string {
  let replaced = '';
  let end = 0;
  for (const { 0: guid, index } of text.matchAll(guidPattern)) {
    replaced += replaceBeside(text.slice(end, index), rules) + (isPublicText(guid) ? guid : rules.guid(guid));
    end = index + guid.length;
  }
  return replaced + replaceBeside(text.slice(end), rules);
}

function replaceBeside(text: string, { beside, isKept }: PartRules): string {
  const words = text.split(joint).filter((word) => word !== '');
  return words.every((word) => /[a-z]/i.test(word) && isKept(word)) ? text : text.replace(betweenJoints, (part) => beside(part));
}
