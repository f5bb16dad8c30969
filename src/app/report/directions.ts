import { keepsDirections } from '../../models/keeps-directions';
import { directionsOf } from '../../prep/directed';
import type { ReportInput } from './input';
import { familiesIn } from './members';
import type { Words } from './words';

/** Which directions trees were held to, and whether all that predicts keeps them; empty where none was set. */
export function directionSentences(input: ReportInput, { say, list }: Words): string {
  const directed = directionsOf(input.study);
  const families = Object.keys(input.study.search.space);
  if (directed.length === 0 || !families.some(keepsDirections)) return '';
  const of = (way: string) => directed.filter(({ direction }) => direction === way).map(({ name }) => name);
  const said = (['rises', 'falls'] as const).flatMap((way) =>
    of(way).length > 0 ? [say(`sentence.directed.${way}`, { columns: list(of(way)) })] : [],
  );
  const kept = familiesIn(input).filter(keepsDirections).length;
  const model = kept === familiesIn(input).length ? 'all' : kept > 0 ? 'some' : 'none';
  return [say('sentence.directions', { said: list(said) }), say(`sentence.directionsKept.${model}`)].join(
    ' ',
  );
}
