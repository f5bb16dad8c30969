import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Figure } from '../charts/figure';
import { NetworkChart } from '../charts/network-chart';
import {
  cellWords,
  type LearnsFrom,
  networkBoxes,
  networkDescription,
  networkSentences,
  type Say,
} from './network-texts';
import type { TrialNetwork } from './trial-network';

interface Props {
  title: string;
  /** Of the downloaded file, without its ending. */
  fileName: string;
  network: TrialNetwork;
  from: LearnsFrom;
}

export function useNetworkWords(): Say {
  const { t, i18n } = useTranslation('network');
  const list = new Intl.ListFormat(i18n.language);
  return { say: (key, fill) => t(key, fill ?? {}), list: (parts) => list.format(parts) };
}

/** A trial's network from input to output, what one of its cells does, and both in words. */
export const NetworkFigure = memo(function NetworkFigure({ title, fileName, network, from }: Props) {
  const words = useNetworkWords();
  const sentences = networkSentences(network, from, words);
  return (
    <Figure title={title} fileName={fileName} maxWidth={960} caption={sentences.join(' ')}>
      {(width) => (
        <NetworkChart
          width={width}
          description={networkDescription(network, words)}
          boxes={networkBoxes(network, words)}
          cell={network.cell}
          words={cellWords(words)}
        />
      )}
    </Figure>
  );
});
