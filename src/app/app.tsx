import { Loader } from '@mantine/core';
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Frame } from './frame/frame';
import { useApp } from './store';
import type { Screen } from './store/types';
import { Boundary } from './ui/boundary';

/** A screen's code is loaded when it is first opened. */
const SCREENS: Record<Screen, LazyExoticComponent<ComponentType>> = {
  home: lazy(() => import('./home')),
  hospitals: lazy(() => import('./sites')),
  pictures: lazy(() => import('./found')),
  data: lazy(() => import('./data')),
  split: lazy(() => import('./split')),
  prepare: lazy(() => import('./prepare')),
  train: lazy(() => import('./train')),
  evaluate: lazy(() => import('./evaluate')),
  explain: lazy(() => import('./explain')),
  takeHome: lazy(() => import('./take-home')),
  external: lazy(() => import('./external')),
  import: lazy(() => import('./import')),
  report: lazy(() => import('./report')),
  tableOne: lazy(() => import('./table-one')),
  use: lazy(() => import('./use')),
};

export function App() {
  const { t } = useTranslation('common');
  const screen = useApp((s) => s.screen);
  const Current = SCREENS[screen];
  return (
    <Frame>
      <Boundary key={screen}>
        <Suspense fallback={<Loader m="xl" role="status" aria-label={t('loading')} />}>
          <Current />
        </Suspense>
      </Boundary>
    </Frame>
  );
}
