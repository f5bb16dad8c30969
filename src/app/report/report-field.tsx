import { Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { type ReportField, typed } from './fields';
import { identifyingIn } from './looks-identifying';

const LONGEST = 4000;

/** What one field says; taken over when its writing has ended, so that the history holds no half-written ones. */
export function ReportFieldInput({ field }: { field: ReportField }) {
  const { t } = useTranslation(['report-form', 'identifiers']);
  const edit = useApp((s) => s.edit);
  const value = useApp((s) => typed(s.study?.report ?? {}, field));
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const kinds = identifyingIn(draft);
  return (
    <div>
      <Textarea
        label={t(`field.${field}.label`)}
        description={t(`field.${field}.help`)}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={LONGEST}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => {
          const text = draft.trim();
          if (text !== value) edit((study) => ({ ...study, report: { ...study.report, [field]: text } }));
        }}
      />
      {kinds.length > 0 && (
        <Notice tone="warn">
          {t('identifier', {
            kinds: kinds.map((kind) => t(`kind.${kind}`, { ns: 'identifiers' })).join(', '),
          })}
        </Notice>
      )}
    </div>
  );
}
