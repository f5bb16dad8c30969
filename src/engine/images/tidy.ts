import type { Session } from '../session';
import { openPictureStore } from './picture-store';

/**
 * Forgets sets that no study has: a tab was closed before its pictures were adopted, or while another hospital's were
 * beside a model. One in use elsewhere stays.
 */
export async function tidyPictures(session: Pick<Session, 'store'>): Promise<void> {
  const storage = await session.store();
  if (!storage) return;
  const [store, own] = [await openPictureStore(), new Set(await storage.pictureSets())];
  for (const id of await store.list()) if (!own.has(id)) await store.forget(id).catch(() => {});
}
