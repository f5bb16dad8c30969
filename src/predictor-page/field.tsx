import { memo, useId } from 'react';
import { formatValue } from '../app/ui/number';
import { isWritten, joinLevels, rangeText, remarkOn, splitLevels } from '../app/use/form-values';
import type { InputColumn } from '../export/predictor';
import { useTexts } from './language';

/** Up to so many levels are named beside the field. */
const FEW = 4;

interface FieldProps {
  input: InputColumn;
  /** The model cannot do without it. */
  needed: boolean;
  text: string | undefined;
  onChange(name: string, text: string): void;
}

/** The column's name, which is the field's, and its unit. */
function Name({ id, input, needed }: { id: string } & Pick<FieldProps, 'input' | 'needed'>) {
  return (
    <div className="name">
      <label htmlFor={id}>{input.name}</label>
      {needed && <span aria-hidden="true">*</span>}
      {input.unit && <span className="hint">{input.unit}</span>}
    </div>
  );
}

function Written({ input, needed, text, onChange }: FieldProps) {
  const t = useTexts();
  const id = useId();
  const remark = remarkOn(input, text);
  const range = rangeText(input, formatValue);
  const wrong = remark !== null && remark !== 'outOfRange';
  const hint = [
    range && t(remark === 'outOfRange' ? 'use.field.outOfRange' : 'use.field.range', range),
    needed && t('use.field.needed'),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <div className="field" data-remark={remark ?? undefined}>
      <Name id={id} input={input} needed={needed} />
      {hint && (
        <p id={`${id}-range`} className="hint">
          {hint}
        </p>
      )}
      <input
        id={id}
        type="text"
        inputMode={input.type === 'continuous' || input.type === 'integer' ? 'decimal' : 'text'}
        autoComplete="off"
        placeholder={range ? t('use.field.median', range) : undefined}
        value={text ?? ''}
        aria-invalid={wrong}
        aria-required={needed}
        aria-describedby={
          [hint && `${id}-range`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined
        }
        onChange={(event) => onChange(input.name, event.currentTarget.value)}
      />
      {wrong && (
        <p id={`${id}-wrong`} className="wrong">
          {t(`use.field.${remark}`)}
        </p>
      )}
    </div>
  );
}

function Several({ input, needed, text, onChange }: FieldProps) {
  const t = useTexts();
  const ticked = splitLevels(input, text);
  const turn = (level: string, on: boolean) =>
    onChange(
      input.name,
      joinLevels(
        input,
        (input.levels ?? []).filter((one) => (one === level ? on : ticked.includes(one))),
      ),
    );
  return (
    <fieldset className="field wide">
      <legend>
        {input.name}
        {needed && <span aria-hidden="true"> *</span>}
      </legend>
      <p className="hint">
        {[t('use.field.several'), needed && t('use.field.needed')].filter(Boolean).join(' · ')}
      </p>
      <div className="ticks">
        {input.levels?.map((level) => (
          <label key={level}>
            <input
              type="checkbox"
              checked={ticked.includes(level)}
              onChange={(event) => turn(level, event.currentTarget.checked)}
            />
            {level}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Chosen({ input, needed, text, onChange }: FieldProps) {
  const t = useTexts();
  const id = useId();
  const levels = input.levels ?? [];
  const hint =
    levels.length <= FEW
      ? t('use.field.oneOf', { levels: levels.join(', ') })
      : t('use.field.levels', { count: levels.length });
  return (
    <div className="field">
      <Name id={id} input={input} needed={needed} />
      <p id={`${id}-levels`} className="hint">
        {[hint, needed && t('use.field.needed')].filter(Boolean).join(' · ')}
      </p>
      <select
        id={id}
        value={text ?? ''}
        aria-describedby={`${id}-levels`}
        aria-required={needed}
        onChange={(event) => onChange(input.name, event.currentTarget.value)}
      >
        <option value="">{t('use.field.missing')}</option>
        {levels.map((level) => (
          <option key={level} value={level}>
            {level}
          </option>
        ))}
      </select>
    </div>
  );
}

/** One column of the model: a number, date or text with what was seen, a choice of its levels, or several of them. */
export const Field = memo(function Field(props: FieldProps) {
  if (isWritten(props.input)) return <Written {...props} />;
  return props.input.type === 'multi' ? <Several {...props} /> : <Chosen {...props} />;
});
