import type { Emulator } from '../emulator/emulator.js';
import type { JudgedRequest, Reply } from './reply.js';

/** Answers as the emulator does. */
export function answerFromEmulator(emulator: Emulator): (judged: JudgedRequest) => Reply {
  return ({ request, tooLong, origin, judgement }) => {
    const { answer, headers } = emulator.answer(request, { origin, judgement, tooLong });
    const { status, body, drop } = answer;
    if (drop) return { status, headers, drop };
    // With its length a body is written in one piece with the headers.
    if (body === undefined) return { status, headers };
    headers.push('content-length', String(Buffer.byteLength(body)));
    return { status, headers, body };
  };
}
