/**
 * Bytes at hand in the shape of a file. A blob of the browser's is made, at the price of a message to another process,
 * only for what takes nothing else.
 */
export class HeldBlob extends Blob {
  constructor(private readonly held: Uint8Array<ArrayBuffer>) {
    super();
  }
  override get size(): number {
    return this.held.length;
  }
  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.held.slice().buffer;
  }
  override async text(): Promise<string> {
    return new TextDecoder().decode(this.held);
  }
  override slice(start?: number, end?: number): Blob {
    return new HeldBlob(this.held.subarray(start, end));
  }
  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.real().stream();
  }
  real(): Blob {
    return new Blob([this.held]);
  }
}

/** The same as a blob that can be sent to another worker, or decoded by the browser. */
export const realBlob = (file: Blob): Blob => (file instanceof HeldBlob ? file.real() : file);
