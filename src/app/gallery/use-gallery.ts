import { useEffect, useState } from 'react';
import type { GalleryFacts } from '../../engine/images/api';
import { type ErrorRecord, errorRecord } from '../../study/errors';
import type { Study } from '../../study/schema';
import { theEngine } from '../store/engine';

/** Edits come in bursts. */
const ASK_AFTER_MS = 200;

/** What is known of all pictures; the last answer stays while the next is made. Labels given by hand need no new one. */
export function useGallery(study: Study): { facts: GalleryFacts | null; error: ErrorRecord | null } {
  const [answer, setAnswer] = useState<{ facts: GalleryFacts | null; error: ErrorRecord | null }>({
    facts: null,
    error: null,
  });
  const { data, images, split, seed } = study;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the gallery hangs on these decisions, not on the study's name or its search
  useEffect(() => {
    let current = true;
    const ask = async () => {
      try {
        const facts = await theEngine().call('gallery', { study });
        if (current) setAnswer({ facts, error: null });
      } catch (thrown) {
        if (current) setAnswer((before) => ({ ...before, error: errorRecord(thrown) }));
      }
    };
    const timer = setTimeout(() => void ask(), ASK_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [data?.sha256, images?.labels, images?.patients, images?.alike, split, seed]);
  return answer;
}
