/** Beyond this a standardized difference is usually called one (Austin 2009). */
export const NOTABLE = 0.1;
