import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Drawn } from '../../../engine/images/api';
import type { ParamValues } from '../../../study/params';
import type { StepPlan } from '../../../study/schema';
import { CardFrame } from '../card-frame';
import misread from '../misread.module.css';
import prepare from '../prepare.module.css';
import { SortableCards } from '../sortable-cards';
import { ImageStepBody } from './image-step-body';
import { groupOf, kindOfPlan } from './image-step-groups';
import classes from './pictures.module.css';

interface Props {
  steps: StepPlan[];
  openId: string;
  /** Of the open card, as its sliders stand. */
  params: ParamValues;
  broken: boolean;
  misuse: string[];
  /** A picture as it reaches the open card. */
  before: Drawn | null;
  /** What reaches the model; null where pictures differ in size, undefined before it is known. */
  shape: readonly [number, number, number] | null | undefined;
  /** A pretrained network alone reads them: it makes its own size of each. */
  pretrained: boolean;
  onOpen(id: string): void;
  onDraft(params: ParamValues): void;
}

/** The cards that pictures flow through, and what reaches the model in the end. */
export function ImageCards(props: Props) {
  const { steps, openId, params, broken, misuse, before, shape, pretrained, onOpen, onDraft } = props;
  const { t } = useTranslation('images');
  return (
    <SortableCards steps={steps}>
      <div className={prepare.pipeline}>
        <ol className={prepare.list}>
          {steps.map((plan, at) => {
            const open = plan.id === openId;
            const kind = kindOfPlan(plan) ?? 'map';
            return (
              <CardFrame
                key={plan.id}
                plan={plan}
                among={steps}
                at={at}
                open={open}
                broken={open && broken}
                facts={t(`prepare.groups.${groupOf({ name: plan.step, kind })}`)}
                warnings={open ? misuse.length : 0}
                onOpen={() => onOpen(plan.id)}
                after={<div className={classes.flow} aria-hidden />}
              >
                {misuse.length > 0 && (
                  <ul className={misread.list}>
                    {misuse.map((key) => (
                      <li key={key} data-testid="misuse">
                        <IconAlertTriangle size={16} aria-hidden />
                        <span>{t(`misuse.${key}`)}</span>
                      </li>
                    ))}
                  </ul>
                )}
                <ImageStepBody plan={plan} params={params} before={before} onDraft={onDraft} />
              </CardFrame>
            );
          })}
        </ol>
        {shape !== undefined && (
          <p
            className={classes.end}
            data-state={shape || pretrained ? 'ready' : 'left'}
            data-testid="final-shape"
          >
            {pretrained
              ? t('prepare.pretrained')
              : shape
                ? t('prepare.shape', { height: shape[0], width: shape[1], count: shape[2] })
                : t('prepare.noShape')}
          </p>
        )}
      </div>
    </SortableCards>
  );
}
