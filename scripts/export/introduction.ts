import type { Contract, Says } from '../../contracts/contract.js';

/** How to read the description, and what OpenAPI cannot say, as Markdown. */
export function introduction(contracts: readonly Contract[]): string {
  return [
    'Made by graph-contracts from pages that restate what Microsoft documents.',
    'A request may hold only what a page or the metadata names; an answer may hold more.',
    'An error says nothing about the contract, so its body is not described.',
    '',
    'Extensions name the rule behind each part: `x-rule` with its id, the line that promises it, and its layer (`documented`: the page of the operation,',
    '`metadata`: only the CSDL); `x-rules` with the rules of an operation that no part carries; `x-permissions` with the table of the page; `x-contract`',
    'with the hash of the contract.',
    '',
    'OpenAPI cannot say the following, but `graph-contracts check` judges it:',
    '',
    ...unsaid(contracts).map((sentence) => `- ${sentence}`),
  ].join('\n');
}

function unsaid(contracts: readonly Contract[]): string[] {
  const promises = (what: Says['what']): boolean => contracts.some(({ rules }) => rules.some(({ says }) => says.what === what));
  const names = (of: (contract: Contract) => readonly string[]): string =>
    [...new Set(contracts.flatMap(of))].map((name) => `\`${name}\``).join(', ');
  const identities = names(({ identity }) => (identity === undefined ? [] : [`${identity.member} = {${identity.parameter}}`]));
  const openTypes = names((contract) => contract.openTypes.map(({ name }) => name));
  const readOnly = names((contract) => contract.readOnly.map(({ property }) => property));
  return [
    ...(promises('no-body') ? ['A message without a body here has none.'] : []),
    ...(promises('same-object') ? ['An answer is about the object that the path names.'] : []),
    ...(identities === '' ? [] : [`A body that has the identity of its object repeats it from the path: ${identities}.`]),
    ...(promises('updated')
      ? ['An answer has what its request sent. Status 204 without a body is right after `Prefer: return=minimal`.']
      : []),
    ...(openTypes === '' ? [] : [`Types that a newer page shows and no metadata knows are accepted with any members: ${openTypes}.`]),
    ...(readOnly === '' ? [] : [`Graph ignores read-only members that a request sends: ${readOnly}.`]),
    'How bad a difference is: a null or a type that the pages are silent about is `unknown`, a new member of an answer `additive`.',
  ];
}
