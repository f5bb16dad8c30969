import * as v from 'valibot';

/** A number of a result; JSON writes NaN and the infinities as null. */
export const real = v.pipe(
  v.union([v.number(), v.nan(), v.null()]),
  v.transform((value) => value ?? Number.NaN),
);

/** A limit of an interval; null where it could not be computed. */
export const limit = v.nullable(v.number());
