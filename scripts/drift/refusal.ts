import type { Check } from '../client/check.js';
import { hiddenMembers } from './state/hidden-members.js';
import type { StateRead } from './state/read-state.js';

/** Why nothing may be sent to an assignment that was read, though it is configured: an update could change it. Undefined when one may be sent. */
export function refusalOf({ contract, version }: Check, { views, doubts }: Extract<StateRead, { kind: 'read' }>): string | undefined {
  const lead = `An assignment of ${contract.name} was not updated in ${version}:`;
  const [doubt] = doubts;
  if (doubt !== undefined) {
    return (
      `${lead} its target ${doubt}, so that it could not be sent back as it is. ` +
      'Look at what a GET of the same URL shows; if that is right, use another assignment.'
    );
  }
  const hidden = hiddenMembers(views);
  if (hidden.length === 0) return undefined;
  return (
    `${lead} ${hidden.join(', ')} is set, which only beta shows, and an update in ${version} could remove it. ` +
    `Use an assignment without it, or check this one in beta only.`
  );
}
