import { Button, Loader, Radio, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fit } from '../../evaluate/recalibration/before-after';
import { RECALIBRATIONS, type Recalibration } from '../../study/evaluation-plan';
import type { Task } from '../../study/schema';
import { CalibrationChart } from '../charts/calibration-chart';
import { Figure } from '../charts/figure';
import { riskDomain } from '../charts/risk-domain';
import { ticks } from '../charts/scale';
import { useApp } from '../store';
import { formatFixed, formatPercent } from '../ui/number';
import { Problem } from '../ui/problem';
import classes from './evaluate.module.css';

/** Several classes can be made more or less sure together, numbers not at all. */
const OFFERED: Record<Task['kind'], readonly Recalibration[]> = {
  binary: RECALIBRATIONS,
  multiclass: ['none', 'temperature'],
  regression: [],
};

/** Whether the exported model's risks are corrected, and what each way would do on development predictions. */
export function RecalibrationPanel({ task }: { task: Task }) {
  const { t } = useTranslation('evaluate-plan');
  const chosen = useApp((s) => s.study?.evaluation.recalibration);
  const edit = useApp((s) => s.edit);
  const { value, error, pending } = useApp((s) => s.recalibrations);
  const ask = useApp((s) => s.askRecalibrations);
  const forget = useApp((s) => s.forgetRecalibrations);
  const of = useApp((s) => `${s.study?.id} ${s.journal.search}`);
  // Of another search they are another model's.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the search whose answer is forgotten
  useEffect(() => forget, [forget, of]);
  const offered = OFFERED[task.kind];
  if (!chosen || offered.length === 0) return null;
  const kind = (name: Recalibration) => value?.kinds.find((one) => one.kind === name);
  const fitOf = (name: Recalibration): Fit | null =>
    name === 'none' ? (value?.before ?? null) : (kind(name)?.after ?? null);
  const set = (recalibration: Recalibration) =>
    edit((study) => ({ ...study, evaluation: { ...study.evaluation, recalibration } }));
  return (
    <>
      <div data-testid="recalibration">
        <Radio.Group
          label={t('recalibration.title')}
          description={t('recalibration.help')}
          descriptionProps={{ mt: 'sm' }}
          value={chosen}
          onChange={(name) => set(name as Recalibration)}
        >
          <Stack gap="sm" mt="sm">
            {offered.map((name) => (
              <Radio
                key={name}
                value={name}
                label={t(`recalibration.${name}.label`)}
                description={
                  t(`recalibration.${name}.help`) + (kind(name)?.few ? ` ${t('recalibration.few')}` : '')
                }
              />
            ))}
          </Stack>
        </Radio.Group>
        {!value && (
          <Button variant="default" size="xs" mt="sm" disabled={pending} onClick={() => void ask()}>
            {t('recalibration.show')}
          </Button>
        )}
        {pending && (
          <p className={classes.working} role="status">
            <Loader size={18} aria-hidden />
            {t('recalibration.working')}
          </p>
        )}
        {error && <Problem error={error} />}
      </div>
      {value && (
        <div className={classes.small} data-wide>
          {offered.map((name) => (
            <BeforeAfter
              key={name}
              fit={fitOf(name)}
              title={t(`recalibration.${name}.label`)}
              fileName={`recalibration-${name}`}
            />
          ))}
        </div>
      )}
    </>
  );
}

function BeforeAfter({ fit, title, fileName }: { fit: Fit | null; title: string; fileName: string }) {
  const { t } = useTranslation('evaluate-plan');
  const { t: figures } = useTranslation('evaluate-figures');
  if (!fit)
    return (
      <div>
        <h3 className={classes.cardTitle}>{title}</h3>
        <p className={classes.note}>{t('recalibration.impossible')}</p>
      </div>
    );
  const domain = riskDomain(
    Math.max(...fit.groups.flatMap(({ predicted, observed }) => [predicted, observed])),
  );
  const numbers = t('recalibration.numbers', {
    slope: fit.slope === null ? '–' : formatFixed(fit.slope, 2),
    intercept: fit.intercept === null ? '–' : formatFixed(fit.intercept, 2),
    brier: formatFixed(fit.brier, 3),
  });
  return (
    <Figure title={title} fileName={fileName} maxWidth={320} caption={numbers}>
      {(width) => (
        <CalibrationChart
          width={width}
          description={`${title}. ${numbers}`}
          xLabel={t('recalibration.x')}
          yLabel={t('recalibration.y')}
          calibration={{ curve: [], groups: fit.groups }}
          domain={domain}
          ticks={ticks(domain, 4)}
          write={formatPercent}
          words={{
            ideal: figures('calibration.ideal'),
            curve: figures('calibration.curve'),
            groups: figures('calibration.groups', { count: fit.groups.length }),
          }}
        />
      )}
    </Figure>
  );
}
