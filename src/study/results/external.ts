import * as v from 'valibot';
import { estimateSchema } from './estimate';
import { evaluationSchema } from './evaluation';

/** What is measured of a picture before any step: sides in pixels, width of a pixel in mm, grey as a share of what its numbers could be. */
export const PICTURE_PROPERTIES = ['width', 'height', 'spacing', 'grey', 'spread'] as const;

const momentsSchema = v.object({ n: v.number(), mean: v.number(), sd: v.nullable(v.number()) });

/** How simple properties of the pictures differ; nothing is said of what they show. */
const picturesSchema = v.object({
  /** Files that could not be read, left out. */
  unreadable: v.number(),
  /** Pictures of known outcome that the model does not look at (slices not chosen); absent in journals of earlier versions. */
  leftOut: v.optional(v.number()),
  /** Pictures that are, number for number, pictures of the development; null where those are not at hand. */
  copies: v.nullable(v.number()),
  properties: v.array(
    v.object({
      property: v.picklist(PICTURE_PROPERTIES),
      /** Here minus there over the pooled SD (Austin 2009); null where it cannot be told. */
      difference: v.nullable(v.number()),
      /** Null where no file says it, of fewer than five patients, or (before) where the pictures are not at hand. */
      here: v.nullable(momentsSchema),
      before: v.nullable(momentsSchema),
    }),
  ),
});
export type ExternalPictures = v.InferOutput<typeof picturesSchema>;

/** A frozen model on another hospital's file. Nothing is fitted to it but what `updated` says. */
export const externalSchema = v.object({
  /** What the person calls it; no file name. */
  name: v.string(),
  sha256: v.string(),
  rows: v.number(),
  /** Rows without a known outcome, left out. */
  left: v.number(),
  evaluation: evaluationSchema,
  /** Asked for by the person: the same model with its intercept, or intercept and slope, fitted to these rows. */
  updated: v.optional(
    v.object({
      kind: v.picklist(['intercept', 'slope']),
      intercept: v.number(),
      slope: v.number(),
      evaluation: evaluationSchema,
    }),
  ),
  /**
   * How the inputs, and last the outcome, differ from the development rows': here minus there over the pooled SD for
   * numbers (Austin 2009), without sign for levels (Yang & Dalton 2012); null where it cannot be told.
   */
  drift: v.array(
    v.object({
      column: v.string(),
      difference: v.nullable(v.number()),
      /** Shares of rows without a value, here and there; null where the model does not say, or of too few patients. */
      missing: v.number(),
      before: v.nullable(v.number()),
      /** This file has no such column. */
      absent: v.optional(v.literal(true)),
      /** Share of rows with a number outside the range of the development rows. */
      outside: v.optional(v.number()),
      /** Share of rows with a level that no development row had, or with what is no value of the column. */
      unknown: v.optional(v.number()),
    }),
  ),
  /** Of a model of pictures. */
  pictures: v.optional(picturesSchema),
  /** AUROC of the model's own predictions telling these rows from the development rows (out of fold); .5 is not at all. */
  membership: v.optional(estimateSchema),
});
export type External = v.InferOutput<typeof externalSchema>;
