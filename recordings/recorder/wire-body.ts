import type { Headers } from '../../contracts/judge/exchange.js';
import { decodeBody, encodingsIn } from '../decode-body.js';

/** Longer bodies are not recorded, in bytes: an assignment has less than a thousand. */
export const longestWireBody = 4 * 1024 * 1024;

/** The bytes of a body as they come, up to a limit. */
export class WireBody {
  private chunks: Uint8Array[] = [];
  private size = 0;

  get isTooLarge(): boolean {
    return this.size > longestWireBody;
  }

  add(chunk: Uint8Array): void {
    this.size += chunk.byteLength;
    // A client may use its buffer again.
    if (this.isTooLarge) this.chunks = [];
    else this.chunks.push(Buffer.from(chunk));
  }

  /** The text, decoded as the headers say; empty for no body. Undefined when it cannot be decoded. */
  text(headers: Headers): string | undefined {
    const bytes = Buffer.concat(this.chunks);
    if (bytes.length === 0) return '';
    try {
      const decoded = encodingsIn(headers).length === 0 ? bytes : decodeBody(bytes, headers);
      return decoded?.toString('utf8');
    } catch {
      return undefined;
    }
  }
}
