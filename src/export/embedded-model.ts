import type { AnySpec } from '../models/family';
import type { Weights } from '../train/trainer';
import { fromBase64 } from './base64';
import { bytesToFloats } from './floats';
import type { Predictor } from './predictor';

/** What a predictor page says about its model beside what the model itself knows. */
export interface AboutModel {
  /** The day on which the page was made, as people write it. */
  madeOn?: string;
  /** For whom and for what the model is, in its makers' words. */
  intendedUse?: string;
  /** Development rows. */
  rows?: number;
}

/** Half-precision weights of a frozen backbone, as its files hold them one behind the other. */
export interface EmbeddedBackbone {
  name: string;
  halves: Uint8Array;
}

/** A finished model inside a predictor page. */
export interface EmbeddedModel {
  predictor: Predictor;
  about: AboutModel;
  backbone?: EmbeddedBackbone;
}

/** A net's arrays as little-endian float32 in Base64. */
export type Packed = Partial<Record<keyof Weights[number], string>>[];

const unpacked = (nets: Packed): Weights =>
  nets.map((entry) =>
    Object.fromEntries(
      Object.entries(entry).map(([name, text]) => {
        const bytes = fromBase64(text);
        return [name, bytesToFloats(bytes, bytes.length / 4)];
      }),
    ),
  ) as Weights;

/** It as JSON. */
export interface EmbeddedDocument {
  predictor: Omit<Predictor, 'members'> & {
    members: Omit<Predictor['members'][number], 'spec' | 'weights'>[];
  };
  nets: { spec: AnySpec; weights: Packed }[];
  about: AboutModel;
  backbone?: { name: string; halves: string };
}

/** The model again, as `predictorPage` wrote it; its writer is trusted. */
export function readEmbedded(text: string): EmbeddedModel {
  const { predictor, nets, about, backbone }: EmbeddedDocument = JSON.parse(text);
  return {
    predictor: {
      ...predictor,
      members: predictor.members.map((member, i) => ({
        ...member,
        spec: nets[i].spec,
        weights: unpacked(nets[i].weights),
      })),
    },
    about,
    ...(backbone && { backbone: { name: backbone.name, halves: fromBase64(backbone.halves) } }),
  };
}
