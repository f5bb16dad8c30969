import { Drawing } from '../charts/drawing';
import { ink } from '../charts/figure-colors';
import { fitText } from '../charts/text-width';
import { formatCount } from '../ui/number';
import { columnsLeftOut, type ReportInput } from './input';
import { useWords } from './words';

const WIDTH = 660;
const LINE = 17;
const PAD = 10;
const GAP = 34;
const FONT = 12;
/** More outer folds than this are said in a sentence beside the figure. */
const MOST_FOLDS = 12;

interface BoxProps {
  x: number;
  y: number;
  width: number;
  lines: string[];
}

const heightOf = (lines: readonly string[]): number => lines.length * LINE + 2 * PAD;

function Box({ x, y, width, lines }: BoxProps) {
  return (
    <g>
      <rect x={x} y={y} width={width} height={heightOf(lines)} fill={ink('paper')} stroke={ink('ink')} />
      {lines.map((line, i) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: rendered once
          key={i}
          x={x + PAD}
          y={y + PAD + (i + 0.5) * LINE}
          dy="0.35em"
          fontSize={FONT}
          fontWeight={i === 0 ? 600 : undefined}
          fill={ink('ink')}
        >
          {fitText(line, FONT, width - 2 * PAD)}
        </text>
      ))}
    </g>
  );
}

const Arrow = ({ d }: { d: string }) => <path d={d} fill="none" stroke={ink('ink')} />;
/** A head at the end of an arrow that points down or to the right. */
const Head = ({ x, y, side = false }: { x: number; y: number; side?: boolean }) => (
  <path d={side ? `M${x} ${y}l-7-4v8z` : `M${x} ${y}l-4-7h8z`} fill={ink('ink')} />
);

/** From the rows that were read to the parts, and who was left out and why: the figure that TRIPOD and STARD ask for. */
export function FlowDiagram({ facts, study, task }: Pick<ReportInput, 'facts' | 'study' | 'task'>) {
  const { say } = useWords();
  const { flow } = facts;
  const several = flow.patients < flow.read;
  const count = (rows: number, patients: number) =>
    say(`flow.${study.images ? 'pictures' : 'rows'}${several ? 'Of' : ''}`, {
      rows: formatCount(rows),
      patients: formatCount(patients),
    });
  const classes = (counts: number[]) =>
    task.classes.map((name, i) => `${task.target} = ${name}: ${formatCount(counts[i])}`);
  const partLines = (title: string, part: typeof flow.included) => [
    title,
    count(part.rows, part.patients),
    ...classes(part.classes),
  ];
  const { identifiers, others } = columnsLeftOut(study);
  const left = flow.left.reduce((sum, { rows }) => sum + rows, 0);
  const sideTop = [
    say('flow.leftOut', { n: formatCount(left) }),
    ...flow.left.map(({ reason, rows }) => `${say(`left.${reason}`)}: ${formatCount(rows)}`),
  ];
  const sideColumns = [
    say('flow.columns'),
    ...identifiers.map(({ kind, columns }) => `${say(`identifiers:kind.${kind}`)}: ${columns}`),
    ...(others > 0 ? [`${say('flow.otherColumns')}: ${others}`] : []),
    ...(identifiers.length + others === 0 ? [say('flow.noColumns')] : []),
  ];
  const read = [say('flow.read'), count(flow.read, flow.patients)];
  const included = partLines(say('flow.included'), flow.included);
  const main = 300;
  const side = WIDTH - main - 60;
  const sideX = main + 59;
  const axis = main / 2;
  const sideY = 1 + heightOf(read) + 14;
  const includedY = Math.max(1 + heightOf(read) + GAP, sideY + heightOf(sideTop) / 2 + 22);
  const columnsY = Math.max(includedY, sideY + heightOf(sideTop) + 12);
  const partsY = Math.max(includedY + heightOf(included) + GAP, columnsY + heightOf(sideColumns) + 20);
  const half = (WIDTH - 20) / 2 - 1;
  const bottom = flow.test
    ? [partLines(say('flow.development'), flow.development), partLines(say('flow.test'), flow.test)]
    : [
        [
          say(study.split.test.kind === 'sites' ? 'flow.eachSite' : 'flow.eachFold'),
          ...flow.outer.slice(0, MOST_FOLDS).map(({ name, part }) => {
            const title = study.split.test.kind === 'sites' ? name : say('flow.fold', { name });
            if (!part) return `${title}: ${say('flow.few')}`;
            const events = task.kind === 'binary' ? `; ${classes(part.classes)[1]}` : '';
            return `${title}: ${count(part.rows, part.patients)}${events}`;
          }),
          ...(flow.outer.length > MOST_FOLDS
            ? [say('flow.moreFolds', { n: flow.outer.length - MOST_FOLDS })]
            : []),
          ...(flow.untested > 0 ? [say('flow.untested', { n: formatCount(flow.untested) })] : []),
        ],
      ];
  const height = partsY + Math.max(...bottom.map(heightOf)) + 2;
  const readEnd = 1 + heightOf(read);
  const includedEnd = includedY + heightOf(included);
  return (
    <Drawing
      width={WIDTH}
      height={height}
      description={[...read, ...sideTop, ...included, ...bottom.flat()].join('. ')}
    >
      <Box x={1} y={1} width={main} lines={read} />
      <Arrow d={`M${axis} ${readEnd}V${includedY}`} />
      <Head x={axis} y={includedY} />
      <Arrow d={`M${axis} ${sideY + heightOf(sideTop) / 2}H${sideX}`} />
      <Head x={sideX} y={sideY + heightOf(sideTop) / 2} side />
      <Box x={sideX} y={sideY} width={side} lines={sideTop} />
      <Box x={1} y={includedY} width={main} lines={included} />
      <Box x={sideX} y={columnsY} width={side} lines={sideColumns} />
      {flow.test ? (
        <>
          <Arrow
            d={`M${axis} ${includedEnd}V${partsY}M${axis} ${partsY - GAP / 2}H${half + 20 + half / 2}V${partsY}`}
          />
          <Head x={axis} y={partsY} />
          <Head x={half + 20 + half / 2} y={partsY} />
          <Box x={1} y={partsY} width={half} lines={bottom[0]} />
          <Box x={half + 21} y={partsY} width={half} lines={bottom[1]} />
        </>
      ) : (
        <>
          <Arrow d={`M${axis} ${includedEnd}V${partsY}`} />
          <Head x={axis} y={partsY} />
          <Box x={1} y={partsY} width={WIDTH - 2} lines={bottom[0]} />
        </>
      )}
    </Drawing>
  );
}
