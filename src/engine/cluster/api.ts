/** The search goes on on other machines, and comes back. */
export interface ClusterApi {
  /**
   * The project for a cluster, a zip. `stepsFixed`: the choice of preprocessing is not searched there. `rowsMayLeave`: a
   * person has agreed that a fitted step leaves whose state is rows. Throws `train.noTrial`, `cluster.noNetwork`, `cluster.sample`,
   * `cluster.holdsRows`; of pictures `cluster.handLabels`, `cluster.register`, `cluster.fineTuning`,
   * `cluster.phantoms`, `images.again`, `cancelled` and what fitting image steps throws.
   */
  clusterProject: [{ rowsMayLeave: boolean }, Uint8Array];
  /** What would be said before: null where nothing stands against it; throws as above. */
  clusterPlan: [null, ClusterPlan];
  /** Trials of results.jsonl into the journal; those that are there already are passed over. Throws `cluster.*`. */
  openResults: [{ file: Uint8Array }, { added: number; known: number }];
}

/** What the project would hold. */
export interface ClusterPlan {
  /** Combinations of the steps that are searched; 0 where their choice stays as in the best trial. */
  combinations: number;
  /** Finished trials that the search is told of. */
  trials: number;
  /** What would train parts of a pretrained network is not searched there. */
  leftOut: boolean;
  /** Families that are searched here alone: trees, and regressions that are solved. */
  here: string[];
}
