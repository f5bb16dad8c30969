import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type PictureFormat, savePicture } from './save-picture';

interface Props {
  /** What the picture is called; buttons of several are told apart by it. */
  title: string;
  /** Of the file, without its ending. */
  fileName: string;
  picture(): SVGSVGElement | null | undefined;
}

const FORMATS = [
  { format: 'svg', text: 'downloadSvg', label: 'downloadSvgOf' },
  { format: 'png', text: 'downloadPng', label: 'downloadPngOf' },
] as const;

/** A drawing as a file: SVG for a journal and for editing, PNG for slides. */
export function SaveButtons({ title, fileName, picture }: Props) {
  const { t } = useTranslation('charts');
  const save = (format: PictureFormat) => {
    const svg = picture();
    if (svg) void savePicture(svg, fileName, format);
  };
  return (
    <Group gap={0} wrap="nowrap">
      {FORMATS.map(({ format, text, label }, i) => (
        <Button
          key={format}
          variant="subtle"
          size="compact-xs"
          leftSection={i === 0 && <IconDownload size={14} aria-hidden />}
          onClick={() => save(format)}
          aria-label={t(label, { figure: title })}
        >
          {t(text)}
        </Button>
      ))}
    </Group>
  );
}
