import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SplitSummary } from '../../split/parts';
import type { Task } from '../../study/schema';
import { formatCount, formatFixed } from '../ui/number';
import { NumberField } from '../ui/number-field';
import { Enough } from './enough';
import { ClassPromise, NumberPromise } from './promise-panels';
import {
  ASSUMED_AUROC,
  ASSUMED_R2,
  AUROC_WIDTH,
  developmentSize,
  developmentSizeOfClasses,
  developmentSizeOfNumber,
  OE_WIDTH,
  type SmallTest,
  smallTest,
} from './size';
import classes from './split.module.css';
import { promiseOfClasses, promiseOfNumber } from './test-promise';
import { TurnButton } from './turn-button';
import { AUROC_TICKS, Whisker, WhiskerScale } from './whisker';

/** Why this test part is too small, what it would promise, and one click to something better. */
function TooSmall({ found, auroc }: { found: SmallTest; auroc: number }) {
  const { t } = useTranslation('split');
  return (
    <section className={classes.small} data-testid="too-small">
      <h2 className={classes.heading}>{t('small.title')}</h2>
      <p>
        {t('small.text', {
          events: formatCount(found.events),
          nonEvents: formatCount(found.nonEvents),
        })}
      </p>
      <p className={classes.whiskerHead}>{t('small.expect', { auroc: formatFixed(auroc, 2) })}</p>
      <Whisker name={t('small.now')} of={found.now} from={0.5} to={1} />
      <Whisker name={t('small.inTurn')} of={found.inTurn} from={0.5} to={1} strong />
      <WhiskerScale ticks={AUROC_TICKS} />
      <p className={classes.caption}>
        {t('small.wanted', {
          auroc: formatCount(found.forAuroc),
          width: formatFixed(AUROC_WIDTH, 1),
          oe: formatCount(found.forOe),
          oeWidth: formatFixed(OE_WIDTH, 1),
        })}
      </p>
      <TurnButton />
    </section>
  );
}

interface FieldProps {
  of: 'auroc' | 'pairAuroc' | 'r2';
  value: number;
  low: number;
  onChange(value: number): void;
}

/** How good a model is assumed to be. */
function Assumed({ of, ...field }: FieldProps) {
  const { t } = useTranslation('split');
  return (
    <NumberField
      {...field}
      label={t(`enough.${of}`)}
      description={t(`enough.${of}Help`)}
      high={0.99}
      step={0.05}
    />
  );
}

/** Before training: is the test part large enough to say something, and development to learn something? */
export function SizePanels({ summary, kind, names }: SizeProps) {
  if (kind === 'regression') return <OfNumber summary={summary} />;
  return kind === 'binary' ? <OfTwo summary={summary} /> : <OfClasses summary={summary} names={names} />;
}

interface SizeProps {
  summary: SplitSummary;
  kind: Task['kind'];
  /** Of the classes. */
  names: readonly string[];
}

function OfTwo({ summary }: Pick<SizeProps, 'summary'>) {
  const { t } = useTranslation('split');
  const [auroc, setAuroc] = useState(ASSUMED_AUROC);
  const small = smallTest(summary, auroc);
  const development = developmentSize(summary, auroc);
  return (
    <>
      {small && <TooSmall found={small} auroc={auroc} />}
      {development && (
        <Enough found={development} grouped={summary.grouped} source={t('enough.source')}>
          <Assumed of="auroc" value={auroc} low={0.55} onChange={setAuroc} />
        </Enough>
      )}
    </>
  );
}

function OfNumber({ summary }: Pick<SizeProps, 'summary'>) {
  const { t } = useTranslation('split');
  const [r2, setR2] = useState(ASSUMED_R2);
  const promised = promiseOfNumber(summary, r2);
  const development = developmentSizeOfNumber(summary, r2);
  return (
    <>
      {promised && <NumberPromise found={promised} r2={r2} grouped={summary.grouped} />}
      {development && (
        <Enough found={development} grouped={summary.grouped} source={t('enough.sourceNumber')}>
          <Assumed of="r2" value={r2} low={0.05} onChange={setR2} />
        </Enough>
      )}
    </>
  );
}

function OfClasses({ summary, names }: Omit<SizeProps, 'kind'>) {
  const { t } = useTranslation('split');
  const [auroc, setAuroc] = useState(ASSUMED_AUROC);
  const development = developmentSizeOfClasses(summary, auroc);
  return (
    <>
      <ClassPromise
        found={promiseOfClasses(summary, auroc)}
        auroc={auroc}
        grouped={summary.grouped}
        names={names}
      />
      {development && (
        <Enough
          found={development}
          grouped={summary.grouped}
          source={`${t('enough.hardest', {
            a: names[development.hardest[0]],
            b: names[development.hardest[1]],
          })} ${t('enough.sourceClasses')}`}
        >
          <Assumed of="pairAuroc" value={auroc} low={0.55} onChange={setAuroc} />
        </Enough>
      )}
    </>
  );
}
