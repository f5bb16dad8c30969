import { theEngine } from '../store/engine';
import { ThumbCache } from './thumb-cache';

let current: { sha256: string; cache: ThumbCache } | null = null;

/** The small pictures of these data; those of another study are let go. */
export function thumbsOf(sha256: string): ThumbCache {
  if (current?.sha256 !== sha256)
    current = { sha256, cache: new ThumbCache((rows) => theEngine().call('thumbs', { rows })) };
  return current.cache;
}
