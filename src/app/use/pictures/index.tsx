import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../../engine/protocol';
import { useApp } from '../../store';
import { DropZone } from '../../ui/drop-zone';
import { WorkProgress } from '../../ui/work-progress';
import { changed, type FormValues, lackingOf, toRow, unreadable } from '../form-values';
import { InputField } from '../input-field';
import use from '../use.module.css';
import { PictureResults } from './picture-results';

/** Pictures of one patient in, and what the model says of each, with where it looked. */
export function PictureUse({ model }: { model: ModelCard }) {
  const { t } = useTranslation('images');
  const busy = useApp((s) => s.busy);
  const answers = useApp((s) => s.pictureAnswers);
  const predictPictures = useApp((s) => s.predictPictures);
  const [values, setValues] = useState<FormValues>(new Map());
  const { inputs } = model;
  const wrong = unreadable(inputs, values).length + lackingOf(inputs, model.needed, values).length;
  return (
    <>
      {inputs.length > 0 && (
        <section aria-label={t('use.fields')}>
          <p className={use.hint}>{t('use.fields')}</p>
          <div className={use.fields}>
            {inputs.map((input) => (
              <InputField
                key={input.name}
                input={input}
                needed={model.needed.includes(input.name)}
                text={values.get(input.name)}
                onChange={(name, text) => setValues((now) => changed(now, name, text))}
              />
            ))}
          </div>
        </section>
      )}
      {busy?.kind === 'predicting' ? (
        <WorkProgress busy={busy} />
      ) : (
        wrong === 0 && (
          <DropZone
            label={t('use.drop')}
            hint={t('use.hint')}
            button={t('use.button')}
            accept=""
            compact
            onFiles={(files) => void predictPictures(files, inputs.length > 0 ? toRow(inputs, values) : {})}
          />
        )
      )}
      {answers && <PictureResults answers={answers} target={model.task.target} />}
    </>
  );
}
