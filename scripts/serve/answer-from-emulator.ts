import type { Emulator } from '../emulator/emulator.js';
import type { JudgedRequest, Reply } from './graph-server.js';

/** Answers as the emulator does. */
export function answerFromEmulator(emulator: Emulator): (judged: JudgedRequest) => Reply {
  return ({ request, tooLong, origin, judgement }) => {
    const { answer, headers } = emulator.answer(request, { origin, judgement, tooLong });
    const { status, body, drop } = answer;
    return { status, headers, ...(body === undefined ? {} : { body }), ...(drop === undefined ? {} : { drop }) };
  };
}
