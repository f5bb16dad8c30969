import { takeRows } from '../../data/dataset';
import { decodedSource } from '../../data/images/decoded-source';
import { phantomFiles } from '../../data/images/phantoms';
import type { PictureSource } from '../../data/images/picture';
import { sha256Of } from '../../data/sha256';
import { datasetFromRows } from '../../export/inputs';
import { predict } from '../../export/predict';
import type { Predictions, Predictor } from '../../export/predictor';
import { takePictures } from '../../prep/image/picture-rows';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import type { Trainer } from '../../train/trainer';
import type { Tested } from '../evaluation/tested';
import { testedRows } from '../evaluation/tested-rows';
import type { Winner } from '../finish';
import type { Session } from '../session';
import type { Handlers } from '../worker-host';
import { adoptImages } from './adopt';
import type { ImageApi, ImagesRead } from './api';
import { BackboneMaker } from './backbone-maker';
import { casesOf } from './cases';
import { draw } from './draw';
import { galleryOf } from './gallery';
import type { HeldPictures } from './held';
import { PendingImages } from './pending';
import { openPictureStore } from './picture-store';
import { previewPictures } from './preview';
import { heatOf } from './saliency';
import { seen } from './seen';
import { tidyPictures } from './tidy';

/** Longest side of a picture beside its heat map. */
const HEAT = 384;
/** So many of the pictures given to a finished model are drawn, with where it looked; all are predicted. */
const DRAWN = 48;

/** Pictures that were read and that nobody has taken yet. */
export interface Shelf {
  pending: PendingImages | null;
  read: ImagesRead | null;
}

/** What the handlers need of the worker they run in. */
export interface ImageHost {
  session: Session;
  shelf: Shelf;
  /** The finished model of the newest search with the trainer that made it. */
  finished(): Promise<{ best: Winner; trainer: Trainer; predictor: Predictor; maker: BackboneMaker | null }>;
  /** The loaded model of the Use screen. */
  model(): Predictor;
  trainer(): Promise<Trainer>;
}

export function imageHandlers({ session, shelf, finished, model, trainer }: ImageHost): Handlers<ImageApi> {
  const waiting = (): PendingImages => {
    if (!shelf.pending) throw new BenchsideError('images.again');
    return shelf.pending;
  };
  const held = (): HeldPictures => {
    if (!session.pictures) throw new BenchsideError('images.again');
    return session.pictures;
  };
  const partsOf = (study: Study) => {
    try {
      return session.ready(study).parts;
    } catch {
      return null;
    }
  };
  /** What was read and not adopted goes: its pixels are of no use to anybody. */
  const drop = async () => {
    const left = shelf.pending?.set;
    shelf.pending = null;
    shelf.read = null;
    if (!left) return;
    left.close();
    await (await openPictureStore()).forget(left.id);
  };
  const begin = async () => {
    await drop();
    await tidyPictures(session);
    shelf.pending = await PendingImages.begin(await openPictureStore());
    return shelf.pending;
  };

  return {
    async imagesBegin() {
      await begin();
      return null;
    },
    imagesTake({ files }) {
      for (const { facts, decoded } of files) waiting().take(facts, decoded);
      return null;
    },
    imagesLarge: ({ large }) => waiting().takeLarge(large),
    imagesBand({ place, y, pixels }) {
      waiting().set.fill(place, y, pixels);
      return null;
    },
    imagesEnd({ skipped }) {
      shelf.read = waiting().end(skipped);
      return shelf.read;
    },
    async imagesSample({ seed }) {
      const set = await begin();
      for (const { path, decoded } of phantomFiles(seed))
        set.take({ path, sha256: await sha256Of(new Blob([`phantom ${seed} ${path}`])) }, decoded);
      shelf.read = set.end([]);
      return shelf.read;
    },
    async adoptImages(body) {
      const set = waiting();
      if (!shelf.read) throw new BenchsideError('images.again');
      const adopted = await adoptImages(session, set, shelf.read, body);
      // Its pictures are the study's now.
      shelf.pending = null;
      shelf.read = null;
      return adopted;
    },
    gallery: ({ study }) => galleryOf(session.tableFor(study), study, held(), partsOf(study)),
    thumbs: ({ rows }) => held().thumbs(rows),
    drawPicture: ({ row, window, longest }) => draw(seen(held().source, row), longest, window),
    imagePreview: ({ study, stepId, rows }, { signal, emit }) =>
      previewPictures(session.ready(study), study, stepId, rows, {
        signal,
        report: (progress) => emit({ progress }),
      }),
    async saliency({ row, unit }) {
      const { best, trainer: own, predictor, maker } = await finished();
      // What the model says of a picture of a closed test set is a look at the test set.
      if (!session.journal.state.evaluation && best.ready.parts.test.includes(row))
        throw new BenchsideError('evaluate.noModel');
      const { source } = held();
      const one = takePictures(source, [row]);
      return explained(predictor, one, best, row, unit, own, maker?.passing() ?? null);
    },
    async imageCases(asked) {
      const { journal } = session;
      const evaluated = journal.state.evaluation;
      const tested = evaluated && (await journal.getBlob<Tested>(evaluated.blob));
      if (!tested) throw new BenchsideError('evaluate.noModel');
      const { best } = await finished();
      return casesOf(best.ready, testedRows(tested), asked);
    },
    async predictPictures({ files, table }) {
      const predictor = model();
      const own = await trainer();
      const maker = new BackboneMaker(own, null);
      const source = decodedSource(files.map(({ decoded }) => decoded));
      const given = files.flatMap(({ decoded }, i) => decoded.pictures.map(() => table?.[i] ?? {}));
      const data = datasetFromRows(predictor.inputs, given);
      const predictions = await predict(predictor, data, own.predict.bind(own), { source, maker });
      const drawn = Math.min(source.n, DRAWN);
      const pictures = Array.from({ length: drawn }, (_, i) => draw(source.read(i), HEAT));
      const heats: (Float32Array | null)[] = [];
      for (let i = 0; i < drawn; i++) {
        const size = [pictures[i].width, pictures[i].height] as const;
        const heat = await heatOf(predictor, source, i, likeliest(predictions, i), own, maker, size);
        heats.push(heat?.heat ?? null);
      }
      return { predictions, pictures, heats };
    },
  };

  async function explained(
    predictor: Predictor,
    source: PictureSource,
    { ready }: Winner,
    row: number,
    asked: number | null,
    own: Trainer,
    maker: BackboneMaker | null,
  ): Promise<ImageApi['saliency'][1]> {
    const picture = draw(seen(source, 0), HEAT);
    const beside = takeRows(ready.data, [row]);
    const predictions = await predict(predictor, beside, own.predict.bind(own), { source, maker });
    const probabilities = oddsOf(predictions, 0);
    const unit = asked ?? likeliest(predictions, 0);
    const heat = await heatOf(predictor, source, 0, unit, own, maker, [picture.width, picture.height]);
    if (!heat) throw new BenchsideError('evaluate.noModel');
    return { method: heat.method, picture, heat: heat.heat, unit, probabilities };
  }
}

const oddsOf = ({ kind, p, classes }: Predictions, i: number): number[] =>
  kind === 'binary' ? [1 - p[i], p[i]] : Array.from(p.subarray(i * classes.length, (i + 1) * classes.length));

/** The class that is predicted. */
function likeliest(predictions: Predictions, i: number): number {
  if (predictions.kind === 'binary') return +(predictions.p[i] >= (predictions.threshold ?? 0.5));
  const odds = oddsOf(predictions, i);
  return odds.indexOf(Math.max(...odds));
}
