import { useApp } from './index';
import { screenInAddress } from './navigation-slice';
import { rememberedStudy } from './study-slice';

/** Once at start: the study of the last visit comes back, and the address steers the screen. */
export function startApp(): void {
  addEventListener('hashchange', () => {
    const screen = screenInAddress();
    if (screen && screen !== useApp.getState().screen) useApp.getState().go(screen);
  });
  const id = rememberedStudy();
  if (id) void useApp.getState().openStudy(id);
  else {
    if (useApp.getState().screen !== 'use') useApp.getState().go('home');
    void useApp.getState().refreshStudies();
  }
}
