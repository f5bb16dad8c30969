/** Of the bundle's format; it rises when files or their shape change. */
export const BUNDLE_VERSION = 2;
