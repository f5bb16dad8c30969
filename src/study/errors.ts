/**
 * Four kinds are kept apart: bad `input` (the person can mend it), a failed `trial` (the study goes on),
 * `cancelled` (somebody asked for it) and `fatal` (nothing more can be done in this worker).
 */
export type ErrorKind = 'input' | 'trial' | 'cancelled' | 'fatal';

/** What fills the sentences of an error's text. Never holds a cell of the table. */
export type ErrorDetails = Record<string, string | number>;

/**
 * An error of the application. It carries a code, never prose: the sentences "wanted X, got Y, at Z, do W"
 * stand once a language in the i18n catalogue under `errors.<code>`, so that screens, the headless runner and
 * the journal say the same thing.
 */
export class BenchsideError extends Error {
  override readonly name = 'BenchsideError';
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    readonly kind: ErrorKind = 'input',
  ) {
    super(`${code} ${JSON.stringify(details)}`);
  }
}

/** The form in which an error crosses a worker's border or enters the journal. */
export interface ErrorRecord {
  code: ErrorCode;
  details: ErrorDetails;
  kind: ErrorKind;
}

/** Any thrown thing as a record; what is not ours becomes `unexpected` with the message it had. */
export function errorRecord(thrown: unknown): ErrorRecord {
  if (thrown instanceof BenchsideError)
    return { code: thrown.code, details: thrown.details, kind: thrown.kind };
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return { code: 'cancelled', details: {}, kind: 'cancelled' };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'unexpected', details: { message }, kind: 'fatal' };
}

export const fromRecord = (record: ErrorRecord): BenchsideError =>
  new BenchsideError(record.code, record.details, record.kind);

/** Every code there is. A test asserts that each has its sentences in every language. */
export const ERROR_CODES = [
  'cancelled',
  'unexpected',
  // files: data/
  'data.empty', // {}
  'data.binary', // {}                       not text, not a workbook
  'data.headerOnly', // {columns}
  'data.emptyColumnName', // {column}        position, 1-based
  'data.duplicateColumn', // {name, first, second}
  'data.forbiddenColumnName', // {name}      __proto__ and its kin
  'data.namesCount', // {wanted, got}        names for a file without a header
  'data.noNames', // {}                      names wanted from a file that has none
  'data.hasNames', // {}                     names given for a file that has its own
  'data.ragged', // {row, wanted, got}       row is the line of the file, 1-based
  'data.tooManyColumns', // {got, limit}
  'data.tooManyRows', // {limit}
  'data.tooLarge', // {megabytes, limit}
  'data.oneColumn', // {}                    no delimiter found
  'data.brokenWorkbook', // {}
  'data.tooSlow', // {seconds}
  'data.unsupported', // {extension}
  'data.quoteNotClosed', // {row}
  'data.columnNotStored', // {name}          ignored columns are not kept: drop the file again
  'data.hashDiffers', // {}
  // several hospitals: data/sites/
  'sites.nothingInCommon', // {site}
  'sites.levelsUnclear', // {site, name, common}
  'sites.impossibleUnit', // {site, name, common, unit, low, high}
  'sites.columnTwice', // {site, name}
  'sites.siteTwice', // {site}
  'sites.filesAgain', // {}                  tables of the hospitals are not kept: give the files again
  // joining: data/join/
  'join.noKey', // {}
  'join.noMatch', // {left, right}
  'join.manyToMany', // {name, rows}
  'join.noDate', // {}
  'join.firstAgain', // {}
  // the question: study/, guard/
  'target.none', // {}
  'target.oneClass', // {name, level}
  'target.tooManyClasses', // {name, got, limit}
  'target.tooFewPerClass', // {name, level, got, wanted}
  'target.allMissing', // {name}
  'target.tooFewRows', // {got, wanted}
  'features.none', // {}
  'features.allMissing', // {name}
  'features.identifier', // {name}           what identifies people is no feature
  'split.impossible', // {part, level, got}
  'split.tooFewGroups', // {got, wanted}
  'split.badRow', // {row, rows}             --test-rows
  'split.noColumn', // {name}                the column that the split goes by is not there
  'split.oneTime', // {name}                 a split by time of rows that are all of one time, or of none
  'split.identifier', // {name}              no split by what identifies people
  'split.oneSite', // {got}                  leave-one-hospital-out with fewer than two
  // steps: prep/
  'prep.categoryLeft', // {name}             a column that is still categorical at the end of the pipeline
  'prep.missingLeft', // {name, count}
  'prep.tooManyColumns', // {got, limit}
  'prep.tooManyToChain', // {got, limit}        number columns for chained equations
  'prep.unknownStep', // {step}
  'prep.nameTaken', // {name}                a step makes a column whose name another one bears
  'prep.badParameter', // {step, parameter, wanted, got}
  'prep.sizesDiffer', // {wanted, got}         width × height × channels of two pictures
  'prep.picturesTooLarge', // {megabytes, limit}
  'images.again', // {}      pixels are not in storage
  'images.none', // {}      a set without one readable picture
  'prep.rowsStepLate', // {step}               patches and slices are chosen before anything else
  'prep.backboneScaling', // {step}      a second scaling before a pretrained network
  'prep.backboneChannels', // {step}     one channel left for a pretrained network
  'prep.wantsPatches', // {megapixels}  a picture too large to be held, and no patches
  'probe.nothing', // {from}                 metadata, borders, leak: there is nothing to ask with
  'compare.nothingLeft', // {step}            without the step no column is left that a model could read
  // search
  'space.empty', // {}
  'space.bounds', // {parameter, low, high}
  'space.logThroughZero', // {parameter, low}
  'space.missingParent', // {parameter, parent}
  'space.circular', // {parameter, parent}
  'space.neverActive', // {parameter, parent}
  'search.dataChanged', // {}
  'budget.zero', // {}
  'search.badValue', // {family, parameter, wanted, got}   of a configuration by hand
  'search.notWarm', // {}                    a search from trials that were made under other conditions
  'search.manualAlone', // {}                the manual strategy where nobody is there to choose
  // training
  'train.diverged', // {epoch}
  'train.backend', // {backend}              asked for, not there or failed its self-test
  'train.deviceLost', // {backend}
  'train.noTrial', // {}                     no trial finished
  'train.tooLarge', // {megabytes, limit}     memory a trial would take
  'train.memory', // {}
  'backbone.missing', // {file}               pretrained weights that ship with the app
  'backbone.damaged', // {file}
  // evaluation and use
  'evaluate.noModel', // {}
  'evaluate.searching', // {}
  'evaluate.oneClass', // {part}
  'external.ownData', // {}                  the model was developed on this very file
  'external.pictures', // {}                 a table given to a model of pictures
  'external.noLabels', // {pictures}         pictures of one folder, and no table beside them
  'external.fileAgain', // {}                the other hospital's file is not kept
  'external.noOutcome', // {name}            no column is mapped to the outcome, or to its follow-up time
  'external.outcomeLevels', // {name, count} values of the outcome whose meaning nobody has said
  'external.inputMissing', // {name}         an input that the file has not and no step fills
  'external.noRows', // {left}               no row has a known outcome
  'external.oneClass', // {rows}
  'external.noUpdate', // {}
  'tableOne.groups', // {got, limit}         groups of a Table 1
  'bundle.broken', // {}
  'bundle.missing', // {part}
  'bundle.version', // {wanted, got}
  'bundle.damaged', // {part}                hash differs
  'bundle.rowsOfModel', // {family}          is made of rows of patients, and nobody has said that they may leave
  'bundle.rows', // {step}                   holds rows of patients, and nobody has said that they may leave
  'use.missingColumn', // {name}
  'use.badNumber', // {name, row}
  'use.fileChanged', // {}                   the table of the predictions is not what it was
  'use.hospitalUnclear', // {count}          files of several hospitals look like this one
  // pictures: data/images/
  'image.tooLarge', // {megapixels, limit}        millions of pixels, from the header
  'image.truncated', // {}                         the file ends before its pixels do
  'image.damaged', // {}
  'image.notDicom', // {}                          under a DICOM name
  'image.noPixels', // {}
  'image.transferSyntax', // {name}                name or UID
  'image.pixelForm', // {form}                     layout of pixels that cannot be read
  'image.complexNumbers', // {}
  'image.unknown', // {format}                      no picture, or a format that is not read
  'image.form', // {format, form}                   a form of a known format that cannot be read
  'image.animated', // {format}
  'image.wholeSlide', // {format}
  'image.bytes', // {megabytes, limit}              a file too large to be read as one
  'image.hung', // {seconds}
  'image.crashed', // {}                            the worker died while decoding it
  'image.emptyFolder', // {}                        a folder without a file
  'image.zipPath', // {}                            an entry that points out of its zip
  'image.zipBroken', // {}
  'image.zipEncrypted', // {}
  'image.zipMethod', // {method}
  'image.zipBomb', // {megabytes}                   what it claims to unpack to
  'image.zipTooMany', // {got, limit}               entries
  'image.zipInside', // {}                          a zip in a zip
  'image.patternBroken', // {}                      no regular expression
  'image.patternGroup', // {got}                    groups; one is wanted
  'image.patternSlow', // {}                        could take for ever
  'image.tableNoFiles', // {}                       no column names the files
  'image.tableTwice', // {name, rows}               rows that name a file a second time
  'image.tableNoColumn', // {name}
  // the project for a cluster, and its results: export/cluster/
  'cluster.handLabels', // {}                labels of pictures given one by one
  'cluster.register', // {}                  pictures are laid upon a reference, which Python does not do
  'cluster.noNetwork', // {}                 nothing is searched but trees and regressions that are solved
  'cluster.fineTuning', // {}                nothing is searched but what trains parts of the backbone
  'cluster.phantoms', // {}                  made-up pictures that are in no file
  'cluster.sample', // {}                    a sample that is another in this version
  'cluster.holdsRows', // {step}             its fitted state is rows of the training part
  'cluster.broken', // {line}
  'cluster.version', // {wanted, got}
  'cluster.otherStudy', // {}
  'cluster.changed', // {}                   results of this study under other decisions
  'cluster.noStudy', // {}                   results, and no study open whose they could be
  'cluster.trialFailed', // {name}           class of the Python exception
  // storage and workers
  'storage.failed', // {}
  'storage.otherTab', // {}
  'worker.crashed', // {}
  'study.version', // {wanted, got}
  'study.invalid', // {path}
  'study.notOne', // {}                      a JSON file that is no study
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
