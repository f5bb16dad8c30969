import { Button, Group, Text } from '@mantine/core';
import { IconLock, IconRefresh } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { familyByName } from '../../../models/index';
import { pictureSteps } from '../../../prep/image/partition';
import type { ParamValues } from '../../../study/params';
import type { Study } from '../../../study/schema';
import { useGallery } from '../../gallery/use-gallery';
import { useApp } from '../../store';
import { Problem } from '../../ui/problem';
import { setStepParams } from '../edits';
import classes from '../prepare.module.css';
import { AddImageStep } from './add-image-step';
import { firstRows } from './chosen-rows';
import { ImageCards } from './image-cards';
import { PicturePreview } from './picture-preview';
import { usePicturePreview } from './use-picture-preview';

/** The pipeline of pictures, and beside it chosen pictures before and after the open card. */
export function PictureWorkbench({ study }: { study: Study }) {
  const { t } = useTranslation('images');
  const { t: p } = useTranslation('prepare');
  const proposeSteps = useApp((s) => s.proposeSteps);
  const findings = useApp((s) => s.findings.value);
  const { facts, error: missing } = useGallery(study);
  const steps = useMemo(() => pictureSteps(study.steps), [study.steps]);
  const [openId, setOpenId] = useState<string | null>(null);
  const [chosen, setChosen] = useState<number[] | null>(null);
  /** What a slider says while it is held: it is drawn at once, and becomes the study's when it is let go. */
  const [draft, setDraft] = useState<{ id: string; params: ParamValues } | null>(null);
  const open = steps.find((step) => step.id === openId) ?? steps[0];
  const proposed = useMemo(() => (facts ? firstRows(facts) : []), [facts]);
  const rows = chosen ?? proposed;
  const drafted = useMemo(
    () => (draft ? setStepParams(study, draft.id, draft.params) : study),
    [study, draft],
  );
  // What was let go is in the study now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the steps ends the draft
  useEffect(() => setDraft(null), [study.steps]);
  const answer = usePicturePreview(
    open && rows.length > 0 ? { study: drafted, stepId: open.id, rows } : null,
  );
  const families = Object.keys(study.search.space).map((name) => familyByName(name).reads);
  const pretrained = families.length > 0 && families.every((reads) => reads === 'features');
  const misleading = (findings ?? []).flatMap((f) => (f.error?.code.startsWith('prep.') ? [f.error] : []));
  return (
    <div className={classes.screen}>
      <Group gap="sm" mb="md">
        <AddImageStep onAdded={setOpenId} />
        <Button
          variant="subtle"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => proposeSteps()}
        >
          {p('propose')}
        </Button>
        <Text size="sm" c="dimmed" className={classes.note}>
          <IconLock size={16} aria-hidden />
          <span>{p('fitted')}</span>
        </Text>
      </Group>
      {missing && !facts && <Problem error={missing} />}
      {!answer.error && misleading.map((found) => <Problem key={found.code} error={found} />)}
      <div className={classes.columns}>
        {open ? (
          <ImageCards
            steps={steps}
            openId={open.id}
            params={draft?.id === open.id ? draft.params : open.params}
            broken={answer.error !== null && !answer.pending}
            misuse={answer.of?.stepId === open.id ? (answer.preview?.misuse ?? []) : []}
            before={answer.of?.stepId === open.id ? (answer.preview?.rows[0]?.before ?? null) : null}
            shape={answer.preview ? answer.preview.shape : undefined}
            pretrained={pretrained}
            onOpen={setOpenId}
            onDraft={(params) => setDraft({ id: open.id, params })}
          />
        ) : (
          <Text className={classes.empty}>{t('prepare.empty')}</Text>
        )}
        {open && facts && (
          <PicturePreview
            plan={drafted.steps.find((step) => step.id === open.id) ?? open}
            facts={facts}
            rows={rows}
            answer={answer}
            onRows={setChosen}
          />
        )}
      </div>
    </div>
  );
}
