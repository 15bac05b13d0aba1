import type { Headers } from '../../contracts/judge/exchange.js';
import { decodeBody, encodingsIn, UnpacksToTooMuch } from '../traffic/decode-body.js';
import { longestBody } from '../traffic/longest-body.js';

/** The bytes of a body as they come. Longer ones than `longestBody` are not recorded. */
export class WireBody {
  private chunks: Uint8Array[] = [];
  private size = 0;

  private get isTooLarge(): boolean {
    return this.size > longestBody;
  }

  add(chunk: Uint8Array): void {
    this.size += chunk.byteLength;
    // A client may use its buffer again.
    if (this.isTooLarge) this.chunks = [];
    else this.chunks.push(Buffer.from(chunk));
  }

  clear(): void {
    this.chunks = [];
    this.size = 0;
  }

  /**
   * The text, decoded as the headers say; empty for no body. Undefined for one that is too large, packed or unpacked, or encoded in a way that nobody
   * here knows. @throws when it is not what the headers say.
   */
  text(headers: Headers): string | undefined {
    if (this.isTooLarge) return undefined;
    const bytes = Buffer.concat(this.chunks);
    if (bytes.length === 0) return '';
    try {
      const decoded = encodingsIn(headers).length === 0 ? bytes : decodeBody(bytes, headers);
      return decoded?.toString('utf8');
    } catch (error) {
      if (error instanceof UnpacksToTooMuch) return undefined;
      throw error;
    }
  }
}
