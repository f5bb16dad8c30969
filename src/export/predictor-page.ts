import * as v from 'valibot';
import type { Weights } from '../train/trainer';
import { toBase64 } from './base64';
import type { AboutModel, EmbeddedBackbone, EmbeddedDocument, EmbeddedModel, Packed } from './embedded-model';
import { floatsToBytes } from './floats';
import type { Predictor } from './predictor';
import { predictorSchema } from './predictor-schema';

/** What stands in the template where a page's own title and model go. */
export const EMPTY_TITLE = '<title>Benchside</title>';
export const EMPTY_MODEL = '<script type="application/json" id="model">null</script>';

const ARRAYS = ['kernel', 'bias', 'mean', 'variance'] as const;

const packed = (weights: Weights): Packed =>
  weights.map((entry) =>
    Object.fromEntries(
      ARRAYS.flatMap((name) => {
        const values = entry[name];
        return values ? [[name, toBase64(floatsToBytes([values]))]] : [];
      }),
    ),
  );

/**
 * The model as one line of JSON. Of the predictor goes in what its schema names and nothing else; of the development
 * rows only how many they were. Throws `ValiError` for what is no predictor.
 */
function written({ predictor, about, backbone }: EmbeddedModel): string {
  const members = predictor.members.map((member, i) => ({ ...member, model: `models/${i}` }));
  const { development, ...held } = v.parse(predictorSchema, { ...predictor, members });
  const rows = about.rows ?? development?.rows;
  const document: EmbeddedDocument = {
    predictor: { ...held, members: held.members.map(({ model: _, ...member }) => member) },
    nets: predictor.members.map(({ spec, weights }) => ({ spec, weights: packed(weights) })),
    about: { ...about, ...(rows !== undefined && { rows }) },
    ...(backbone && { backbone: { name: backbone.name, halves: toBase64(backbone.halves) } }),
  };
  return JSON.stringify(document);
}

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => HTML[sign]);

/** The template with its one `mark` replaced. Throws where it is not there exactly once. */
function replaced(template: string, mark: string, by: string): string {
  const at = template.indexOf(mark);
  if (at < 0 || template.indexOf(mark, at + 1) >= 0)
    throw new Error(`a template of a predictor page has ${mark} once`);
  return template.slice(0, at) + by + template.slice(at + mark.length);
}

/**
 * A page that predicts with this model alone, offline: one HTML file for a colleague. `template` is
 * `predictor-page.html` of the build: its script is named by hash in its Content-Security-Policy, and a model is data
 * that no browser runs. A model of a backbone's features needs the `backbone`. It holds no row: what the predictor
 * holds and nothing more.
 */
export function predictorPage(
  template: string,
  predictor: Predictor,
  about: AboutModel & { backbone?: EmbeddedBackbone },
): string {
  const { backbone, ...said } = about;
  const needed = predictor.members.find(({ picture }) => picture?.backbone)?.picture?.backbone;
  if (needed && backbone?.name !== needed.name)
    throw new Error(`a page of this model needs the backbone ${needed.name}`);
  const model = written({ predictor, about: said, ...(needed && { backbone }) });
  // `<` would end the script or begin a comment in it; in JSON its escape is the same character.
  const data = `<script type="application/json" id="model">${model.replaceAll('<', '\\u003c')}</script>`;
  const titled = replaced(
    template,
    EMPTY_TITLE,
    `<title>${escaped(predictor.meta.studyName || 'Benchside')}</title>`,
  );
  return replaced(titled, EMPTY_MODEL, data);
}
