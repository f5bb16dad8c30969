import type { Gaps } from './dataset';

/** More spellings than a byte counts: the rest stay missing and cannot be taken back. */
const MOST = 255;

/** The tokens for missing of a column, gathered while it is read. */
export class GapList {
  private readonly tokens: string[] = [];
  private readonly places = new Map<string, number>();

  /** 1 + the token's place; 0 where no place is left. */
  codeOf(token: string): number {
    const known = this.places.get(token);
    if (known !== undefined) return known;
    if (this.tokens.length === MOST) return 0;
    const code = this.tokens.push(token);
    this.places.set(token, code);
    return code;
  }

  tokenOf(code: number): string {
    return code === 0 ? '' : this.tokens[code - 1];
  }

  /** The finished list over rows; undefined where no row held a token. */
  over(codes: Uint8Array): Gaps | undefined {
    return this.tokens.length > 0 ? { tokens: this.tokens, codes } : undefined;
  }
}
